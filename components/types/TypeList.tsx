'use client';
import { useMemo, useState } from 'react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { EmptyState } from '@/components/ui/EmptyState';
import { Button } from '@/components/ui/Button';
import { FilterBox } from '@/components/ui/FilterBox';
import { useVirtualRows } from '@/components/ui/useVirtualRows';
import { cn } from '@/components/ui/cn';

export interface TypeEntry {
  name: string;
  description: string;
  /** Can be deployed here. */
  runs: boolean;
  /** Names of properties and attributes, to be searched. */
  members: string;
}

/** All resource types, searched by name, purpose, property or attribute. */
export function TypeList({ types, base }: { types: readonly TypeEntry[]; base: string }) {
  const pathname = usePathname();
  const [filter, setFilter] = useState('');
  const [onlyRunning, setOnlyRunning] = useState(false);
  const shown = useMemo(() => {
    const words = filter.trim().toLowerCase().split(/\s+/).filter(Boolean);
    return types
      .filter((type) => !onlyRunning || type.runs)
      .filter((type) => {
        const text = `${type.name} ${type.description} ${type.members}`.toLowerCase();
        return words.every((word) => text.includes(word));
      });
  }, [types, filter, onlyRunning]);
  const { scroller, rows } = useVirtualRows(shown.length, 52);
  return (
    <nav aria-label="Resource types" className="flex w-80 shrink-0 flex-col border-r bg-surface">
      <div className="flex shrink-0 flex-col gap-2 border-b px-4 py-3">
        <FilterBox value={filter} onChange={setFilter} placeholder="Search types" className="w-full" />
        <div className="flex items-center justify-between">
          <span role="status" className="text-xs tabular-nums text-muted">{shown.length} of {types.length}</span>
          <Button size="sm" variant="quiet" aria-pressed={onlyRunning} onClick={() => setOnlyRunning(!onlyRunning)} className="aria-pressed:bg-selected aria-pressed:text-ink">Runs here</Button>
        </div>
      </div>
      <div ref={scroller} tabIndex={0} role="group" aria-label="Types" className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2">
        {shown.length === 0 ? <EmptyState title="No type matches" action={<Button onClick={() => setFilter('')}>Clear</Button>} /> : null}
        <ul className="relative" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const type = shown[row.index];
            if (!type) return null;
            const href = `${base}/${encodeURIComponent(type.name)}`;
            const here = decodeURIComponent(pathname) === decodeURIComponent(href);
            return (
              <li key={type.name} className="absolute inset-x-0 h-13 border-b border-border/60" style={{ top: row.start }}>
                <Link href={href} prefetch={false} aria-current={here ? 'page' : undefined} className={cn('flex h-full flex-col justify-center px-4 hover:bg-hover focus-visible:-outline-offset-2', here && 'bg-selected')}>
                  <span className="flex items-center gap-2"><span className="truncate font-mono text-xs font-medium">{type.name}</span>{type.runs ? <span className="ml-auto shrink-0 rounded-sm border px-1 text-[11px] leading-4 text-muted">runs here</span> : null}</span>
                  <span className="truncate text-xs text-muted">{type.description}</span>
                </Link>
              </li>
            );
          })}
        </ul>
      </div>
    </nav>
  );
}
