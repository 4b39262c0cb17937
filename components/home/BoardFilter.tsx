'use client';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Search, X } from 'lucide-react';
import { readFacetValues } from '@/app/actions/board';
import { unwrap } from '@/components/live/unwrap';
import { usePageKeys } from '@/components/shell/pageKeys';
import { Input } from '@/components/ui/Input';
import { cn } from '@/components/ui/cn';
import { useTyped } from '@/components/ui/useTyped';
import { ATTENTION, type Facets, type FacetValues, QUERY_HELP, QUERY_KEYS, type QueryKey } from '@/lib/wire/stack-board';

interface Suggestion {
  /** What takes the place of the last word. */
  text: string;
  about: string;
}

const STATUSES = ['failed', 'held', 'progress', 'rollback', 'done', 'waiting'];
const ACTIONS = ['create', 'update', 'delete', 'rollback', 'check', 'suspend', 'resume', 'snapshot', 'restore', 'adopt'];

function keyOf(word: string): QueryKey | undefined {
  return QUERY_KEYS.find((each) => each === word.slice(0, word.indexOf(':')));
}

function suggestionsFor(word: string, facets: Facets | null, inUse: FacetValues): Suggestion[] {
  const colon = word.indexOf(':');
  const key = keyOf(word);
  if (key === undefined) return QUERY_KEYS.filter((each) => `${each}:`.startsWith(word.toLowerCase())).map((each) => ({ text: `${each}:`, about: QUERY_HELP[each] }));
  const typed = word.slice(colon + 1).toLowerCase();
  return valuesOf(key, facets, inUse).filter(({ text }) => (text.toLowerCase().startsWith(typed) || (key === 'type' && typed !== '' && text.toLowerCase().includes(typed))) && text.toLowerCase() !== typed).slice(0, 8).map(({ text, about }) => ({ text: `${key}:${text} `, about }));
}

function valuesOf(key: QueryKey, facets: Facets | null, inUse: FacetValues): Suggestion[] {
  const counted = (items: readonly { name: string; count: number }[]) => items.filter(({ name }) => !/[\s,]/.test(name)).map(({ name, count }) => ({ text: name, about: String(count) }));
  const plain = (words: readonly string[]) => words.map((text) => ({ text, about: '' }));
  switch (key) {
    case 'status': return plain(STATUSES);
    case 'action': return plain(ACTIONS);
    case 'tag': return counted(facets?.tags ?? []);
    case 'owner': return counted(facets?.owners ?? []);
    case 'is': return plain([...ATTENTION, 'running', 'deleted', 'nested', 'protected']);
    case 'updated': return [{ text: '<1h', about: 'in the last hour' }, { text: '<1d', about: 'in the last day' }, { text: '<1w', about: 'in the last week' }, { text: '>1w', about: 'not for a week' }];
    case 'type':
    case 'env': return counted(inUse);
  }
}

/** The filter of the list: words, and keys with values that it offers while one types. */
export function BoardFilter({ project, value: told, facets, onChange: tell }: { project: string; value: string; facets: Facets | null; onChange: (text: string) => void }) {
  const [value, onChange] = useTyped(told, tell);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const word = /\S*$/.exec(value)?.[0] ?? '';
  const inUse = useFacetValues(project, open ? keyOf(word) : undefined);
  const suggestions = useMemo(() => (open ? suggestionsFor(word, facets, inUse) : []), [open, word, facets, inUse]);
  usePageKeys('all', (keys) => {
    if (keys === '/') input.current?.focus();
    return keys === '/';
  });
  const take = (suggestion: Suggestion) => {
    onChange(value.slice(0, value.length - word.length) + suggestion.text);
    setChosen(-1);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const picked = suggestions[chosen];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      if (suggestions.length > 0) setChosen((chosen + (event.key === 'ArrowDown' ? 1 : suggestions.length) + (chosen < 0 && event.key === 'ArrowUp' ? 1 : 0)) % suggestions.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && picked) {
      event.preventDefault();
      take(picked);
    } else if (event.key === 'Enter') setOpen(false);
    else if (event.key === 'Escape') {
      if (suggestions.length > 0) setOpen(false);
      else onChange('');
      event.preventDefault();
    }
  };
  return (
    <div className="relative min-w-48 max-w-xl flex-1 basis-80">
      <Search className="pointer-events-none absolute start-2.5 top-2 size-4 text-faint" aria-hidden />
      <Input
        ref={input} value={value} placeholder="Filter stacks" aria-label="Filter stacks" role="combobox" aria-expanded={suggestions.length > 0} aria-controls={`${id}-list`} aria-autocomplete="list"
        aria-activedescendant={chosen >= 0 && suggestions.length > 0 ? `${id}-${chosen}` : undefined} autoComplete="off" spellCheck={false} className="px-8"
        onChange={(event) => { onChange(event.target.value); setOpen(true); setChosen(-1); }} onFocus={() => setOpen(true)} onBlur={() => setOpen(false)} onKeyDown={onKeyDown}
      />
      {value ? <button type="button" aria-label="Clear the filter" onClick={() => { onChange(''); input.current?.focus(); }} className="absolute end-1 top-1 flex size-6 items-center justify-center rounded-sm text-faint hover:text-ink"><X className="size-3.5" /></button> : null}
      <div id={`${id}-list`} role="listbox" aria-label="Suggestions" className={cn('absolute inset-x-0 top-9 z-30 max-h-80 overflow-y-auto rounded-md bg-raised p-1 shadow-raised', suggestions.length === 0 && 'hidden')}>
        {suggestions.map((suggestion, index) => (
          <div
            key={suggestion.text} id={`${id}-${index}`} role="option" tabIndex={-1} aria-selected={index === chosen}
            onPointerDown={(event) => { event.preventDefault(); take(suggestion); }}
            className={cn('flex min-h-7 cursor-pointer items-center gap-3 rounded-sm px-2 text-sm hover:bg-hover', index === chosen && 'bg-hover')}
          >
            <span className="font-mono text-xs font-medium">{suggestion.text.trim()}</span>
            <span className="min-w-0 flex-1 truncate text-xs text-muted">{suggestion.about}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

const NONE: FacetValues = [];

/** Types and environments that are in use, with how many stacks have each: counted when somebody filters by them. */
export function useFacetValues(project: string, key: QueryKey | undefined): FacetValues {
  const wanted = key === 'type' || key === 'env' ? key : null;
  const query = useQuery({ queryKey: ['facet-values', project, wanted], queryFn: async () => unwrap(await readFacetValues(project, wanted ?? 'type')), enabled: wanted !== null, staleTime: 30_000 });
  return wanted === null ? NONE : (query.data ?? NONE);
}
