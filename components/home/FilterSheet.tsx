'use client';
import type { ReactNode } from 'react';
import { ATTENTION, type Facets, type FacetValues, parseStackQuery, type QueryKey, toggled } from '@/lib/wire/stack-board';
import { FAMILIES, FAMILY_WORD } from '@/components/status/families';
import { StatusIcon } from '@/components/status/StatusIcon';
import { Button } from '@/components/ui/Button';
import { Sheet } from '@/components/ui/Sheet';
import { cn } from '@/components/ui/cn';
import { useFacetValues } from './BoardFilter';
import { familyCount } from './familyCount';

export interface FilterSheetProps {
  project: string;
  text: string;
  facets: Facets | null;
  onChange: (text: string) => void;
  onClose: () => void;
}

/** Everything one can filter by, to be touched: where there is no room and no keyboard for the words. The list behind it follows at once. */
export function FilterSheet({ project, text, facets, onChange, onClose }: FilterSheetProps) {
  const types = useFacetValues(project, 'type');
  const environments = useFacetValues(project, 'env');
  const chosen = parseStackQuery(text).keys;
  const choice = (key: QueryKey, value: string, label: ReactNode, count?: number) => {
    const on = chosen[key]?.includes(value) ?? false;
    return (
      <button key={value} type="button" aria-pressed={on} onClick={() => onChange(toggled(text, key, value))} className={cn('flex min-h-11 items-center gap-2 rounded-full border px-4 text-sm', on ? 'border-ink bg-selected' : 'text-muted')}>
        {label}{count === undefined ? null : <span className="tabular-nums text-ink">{count}</span>}
      </button>
    );
  };
  const values = (key: QueryKey, list: FacetValues) => list.filter(({ name }) => !/[\s,]/.test(name)).slice(0, 12).map(({ name, count }) => choice(key, name, <span className="max-w-60 truncate">{name}</span>, count));
  return (
    <Sheet
      open onClose={onClose} title="Filter stacks" width="w-full" description={facets ? `${facets.matching} of ${facets.total} match` : undefined}
      footer={<><Button className="h-11" disabled={text === ''} onClick={() => onChange('')}>Clear filter</Button><Button variant="primary" className="h-11" onClick={onClose}>Show {facets?.matching ?? ''}</Button></>}
    >
      <div className="flex h-full flex-col gap-6 overflow-y-auto p-5" tabIndex={-1}>
        <Group title="State">{FAMILIES.map((family) => choice('status', family, <><StatusIcon family={family} className="size-4" />{FAMILY_WORD[family]}</>, familyCount(facets, family)))}</Group>
        <Group title="Needs attention">{ATTENTION.map((word) => choice('is', word, word, facets?.attention[word] ?? 0))}</Group>
        <Group title="Changed">{choice('updated', '<1h', 'in the last hour')}{choice('updated', '<1d', 'in the last day')}{choice('updated', '<1w', 'in the last week')}{choice('updated', '>1w', 'not for a week')}</Group>
        {facets && facets.tags.length > 0 ? <Group title="Tag">{values('tag', facets.tags)}</Group> : null}
        {environments.length > 0 ? <Group title="Environment">{values('env', environments)}</Group> : null}
        {facets && facets.owners.length > 1 ? <Group title="Made by">{values('owner', facets.owners)}</Group> : null}
        {types.length > 0 ? <Group title="Has a resource of the type">{values('type', types)}</Group> : null}
        <Group title="Also">{choice('is', 'deleted', 'deleted')}{choice('is', 'protected', 'protected')}</Group>
      </div>
    </Sheet>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return <section aria-label={title}><h3 className="pb-2 text-sm font-semibold">{title}</h3><div className="flex flex-wrap gap-2">{children}</div></section>;
}
