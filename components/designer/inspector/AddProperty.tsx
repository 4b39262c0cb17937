'use client';
import { useId, useState } from 'react';
import { Plus } from 'lucide-react';
import { Input } from '@/components/ui/Input';
import { cn } from '@/components/ui/cn';
import { matchesWords } from '@/components/ui/matchesWords';
import type { FormField } from './fields';

/** Finds a property by name or meaning and adds it: typing filters, arrows and Enter choose. */
export function AddProperty({ rest, onAdd }: { rest: readonly FormField[]; onAdd: (field: FormField) => void }) {
  const id = useId();
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const found = rest.filter(({ name, schema }) => matchesWords(search, `${name} ${schema.description ?? ''}`)).slice(0, 40);
  const pick = (field: FormField | undefined) => {
    if (field === undefined) return;
    onAdd(field);
    setSearch('');
    setOpen(false);
    setAt(0);
  };
  if (rest.length === 0) return null;
  return (
    <div className="relative">
      <Plus className="absolute start-2 top-2 size-4 text-faint" aria-hidden />
      <Input
        role="combobox"
        aria-label="Add property"
        aria-expanded={open}
        aria-controls={id}
        aria-activedescendant={open && found[at] ? `${id}-${found[at].name}` : undefined}
        placeholder={`Add property (${rest.length} more)`}
        value={search}
        className="ps-8"
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => { setSearch(event.target.value); setOpen(true); setAt(0); }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            setAt((at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % Math.max(1, found.length));
          } else if (event.key === 'Enter') pick(found[at]);
          else if (event.key === 'Escape') { event.stopPropagation(); setOpen(false); }
        }}
      />
      <div id={id} role="listbox" aria-label="Properties" className={cn('absolute inset-x-0 z-20 mt-1 max-h-64 overflow-y-auto rounded-md bg-raised p-1 shadow-raised', (!open || found.length === 0) && 'hidden')}>
        {found.map((field, index) => (
          <div
            key={field.name}
            id={`${id}-${field.name}`}
            role="option"
            aria-selected={index === at}
            className={cn('cursor-pointer rounded-sm px-2 py-1.5', index === at && 'bg-hover')}
            onPointerMove={() => setAt(index)}
            // Before the input loses the focus, which closes the list.
            onPointerDown={(event) => { event.preventDefault(); pick(field); }}
          >
            <span className="block font-mono text-xs">{field.name} <span className="text-faint">{field.schema.type.toLowerCase()}</span></span>
            {field.schema.description ? <span className="block truncate text-xs text-muted">{field.schema.description}</span> : null}
          </div>
        ))}
      </div>
    </div>
  );
}
