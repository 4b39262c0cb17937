'use client';
import type { ReactNode } from 'react';
import { Plus, Trash2 } from 'lucide-react';
import type { NodeKey } from '@/lib/graph';
import { Button } from '@/components/ui/Button';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/IconButton';
import type { Select } from '../types';

export interface Part {
  key: NodeKey;
  name: string;
  /** One for each column after the name. */
  cells: readonly ReactNode[];
}

export interface PartListProps {
  label: string;
  /** What one of them is called. */
  one: string;
  columns: readonly string[];
  /** How wide each column is, the one of the names first, as CSS writes it. */
  widths: string;
  groups: readonly { title: string | null; parts: readonly Part[] }[];
  empty: string;
  selected: NodeKey | null;
  select: Select;
  /** Null where nothing can be changed. */
  onAdd: (() => void) | null;
  onRemove: (key: NodeKey) => void;
}

/** The parameters or outputs of a template, a line each; the chosen one has its form on the right. */
export function PartList({ label, one, columns, widths, groups, empty, selected, select, onAdd, onRemove }: PartListProps) {
  const grid = { gridTemplateColumns: `${widths} 2rem` };
  const none = groups.every(({ parts }) => parts.length === 0);
  return (
    <section aria-label={label} className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={none ? -1 : 0} role="group" aria-label={`${label}, the list`}>
        {none ? (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-3 py-2.5 text-sm text-muted">
            <p className="min-w-48 flex-1">{empty}</p>
            {onAdd === null ? null : <Button size="sm" onClick={onAdd}><Plus aria-hidden />Add {one}</Button>}
          </div>
        ) : (
          <div role="table" aria-label={label} className="min-w-120">
            <div role="row" style={grid} className="sticky top-0 z-10 grid h-7 items-center gap-3 border-b bg-surface px-3 text-xs text-muted">
              {['Name', ...columns].map((column) => <span key={column} role="columnheader" className="truncate">{column}</span>)}
              <span role="columnheader">{onAdd === null ? <span className="sr-only">Actions</span> : <IconButton label={`Add ${one}`} icon={<Plus />} side="left" className="size-6" onClick={onAdd} />}</span>
            </div>
            {groups.map(({ title, parts }, index) => parts.length === 0 ? null : (
              <div key={index} role="rowgroup" aria-label={title ?? undefined}>
                {title === null ? null : <div role="row" className="px-3 pt-2 pb-0.5 text-xs font-medium"><span role="cell">{title}</span></div>}
                {parts.map(({ key, name, cells }) => (
                  <div key={key} role="row" aria-current={key === selected || undefined} style={grid} className={cn('group/row relative grid h-8 items-center gap-3 px-3 text-sm', key === selected ? 'bg-selected' : 'hover:bg-hover')}>
                    <span role="cell" className="min-w-0"><button type="button" onClick={() => select(key)} className="block w-full truncate rounded-sm text-start font-mono text-xs font-medium after:absolute after:inset-0">{name}</button></span>
                    {cells.map((cell, at) => <span key={columns[at]} role="cell" className="min-w-0 truncate text-xs text-muted">{cell}</span>)}
                    <span role="cell">{onAdd === null ? null : <IconButton label={`Delete ${name}`} icon={<Trash2 />} className="relative size-6 opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100 [@media(hover:none)]:opacity-100" onClick={() => onRemove(key)} />}</span>
                  </div>
                ))}
              </div>
            ))}
          </div>
        )}
      </div>
    </section>
  );
}
