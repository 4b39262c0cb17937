'use client';
import { useId, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/Button';
import { Confirm } from '@/components/ui/Confirm';
import { cn } from '@/components/ui/cn';

export interface Entry {
  id: string;
  name: string;
  mono?: boolean;
  detail?: string;
  badge?: ReactNode;
  when: ReactNode;
  /** What the button that ends it says. */
  removal: string;
}

export interface EntryListProps {
  title: string;
  /** Said while there is none. */
  empty: string;
  entries: readonly Entry[];
  action?: ReactNode;
  busy: boolean;
  /** What the end of one means, asked before. */
  consequences: string;
  onRemove: (id: string) => void;
}

/** A short list of things that can be ended, with what makes a new one. */
export function EntryList({ title, empty, entries, action, busy, consequences, onRemove }: EntryListProps) {
  const id = useId();
  const [ending, setEnding] = useState<Entry | null>(null);
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <div className="flex min-h-7 items-center justify-between gap-3">
        <h2 id={id} className="text-base font-semibold">{title} <span className="ms-1 text-sm font-normal tabular-nums text-muted">{entries.length}</span></h2>
        {action}
      </div>
      {entries.length === 0 ? (
        <p className="rounded-md border border-dashed px-4 py-3 text-sm text-muted">{empty}</p>
      ) : (
        <ul className="divide-y rounded-md border">
          {entries.map((entry) => (
            <li key={entry.id} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2">
              <div className="min-w-48 flex-1">
                <div className={cn('truncate text-sm font-medium', entry.mono && 'font-mono font-normal')}>{entry.name}</div>
                {entry.detail ? <div className="truncate font-mono text-xs text-muted">{entry.detail}</div> : null}
              </div>
              {entry.badge}
              <span className="whitespace-nowrap text-xs text-muted">{entry.when}</span>
              <Button size="sm" variant="danger" className="ms-auto" disabled={busy} onClick={() => setEnding(entry)} aria-label={`${entry.removal} ${entry.name}`}>{entry.removal}</Button>
            </li>
          ))}
        </ul>
      )}
      {ending === null ? null : <Confirm title={`${ending.removal} ${ending.name}?`} verb={ending.removal} onConfirm={() => onRemove(ending.id)} onClose={() => setEnding(null)}>{consequences}</Confirm>}
    </section>
  );
}
