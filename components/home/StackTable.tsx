'use client';
import { useRef, type KeyboardEvent } from 'react';
import Link from 'next/link';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { StackSummary } from '@/lib/wire/types';
import { Progress } from '@/components/status/Progress';
import { Status } from '@/components/status/Status';
import { actionNoun, familyOf } from '@/components/status/families';
import { placeHref } from '@/components/shell/navigation';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { Cell, HeadCell } from '@/components/ui/Table';
import { cn } from '@/components/ui/cn';
import type { SortKey, StackFilters } from './useStackFilters';

const COLUMNS = 'grid-cols-[minmax(150px,190px)_minmax(160px,1.6fr)_minmax(130px,1fr)_minmax(150px,1.1fr)_90px_minmax(80px,1fr)]';
const ROW = 44;

export interface StackTableProps {
  project: string;
  stacks: readonly StackSummary[];
  filters: StackFilters;
  onSort: (sort: SortKey, descending: boolean) => void;
  onTag: (tag: string) => void;
}

/** The stacks, as many thousands as there may be: only the rows in view exist. */
export function StackTable({ project, stacks, filters, onSort, onTag }: StackTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: stacks.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 12 });
  const head = (key: SortKey, label: string) => (
    <HeadCell sorted={filters.sort === key ? (filters.descending ? 'descending' : 'ascending') : null} onSort={() => onSort(key, filters.sort === key ? !filters.descending : key !== 'name')}>{label}</HeadCell>
  );
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'j' || event.key === 'ArrowDown' ? 1 : event.key === 'k' || event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a[data-stack]')];
    const at = links.findIndex((link) => link === document.activeElement);
    links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
  };
  return (
    <div ref={scroller} tabIndex={0} role="table" aria-label="Stacks" aria-rowcount={stacks.length + 1} onKeyDown={onKeyDown} className="min-h-0 flex-1 overflow-auto bg-surface focus-visible:-outline-offset-2">
      <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
        <div role="row" className={cn('grid h-9 min-w-[880px] items-center gap-4 border-b px-5', COLUMNS)}>
          {head('state', 'State')}{head('name', 'Name')}<HeadCell>Resources</HeadCell>{head('changed', 'Last change')}{head('age', 'Age')}<HeadCell>Tags</HeadCell>
        </div>
      </div>
      <div role="rowgroup" className="relative min-w-[880px]" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const stack = stacks[row.index];
          if (!stack) return null;
          const href = `${placeHref(project, 'stacks')}/${stack.id}/graph`;
          return (
            <div key={stack.id} role="row" aria-rowindex={row.index + 2} className={cn('absolute inset-x-0 grid h-11 items-center gap-4 border-b px-5 hover:bg-hover', COLUMNS)} style={{ top: row.start }}>
              <Cell title={stack.statusReason}><Status action={stack.action} status={stack.status} /></Cell>
              <Cell><Link href={href} data-stack={stack.name} prefetch={false} className="rounded-sm font-medium after:absolute after:inset-0 hover:underline">{stack.name}</Link></Cell>
              <Cell><Resources stack={stack} /></Cell>
              <Cell className="text-muted">{actionNoun(stack.action)} by {stack.actor}, <Ago at={stack.updatedAt ?? stack.createdAt} /></Cell>
              <Cell className="text-muted"><Ago at={stack.createdAt} /></Cell>
              <Cell className="flex gap-1 overflow-hidden">{stack.tags.map((tag) => <button key={tag} type="button" className="relative" onClick={() => onTag(tag)}><Badge className="hover:border-border-strong">{tag}</Badge></button>)}</Cell>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Resources({ stack }: { stack: StackSummary }) {
  const { done, total } = stack.progress;
  if (stack.status !== 'IN_PROGRESS') return <span className="tabular-nums text-muted">{total}</span>;
  return (
    <span className="flex items-center gap-2">
      <Progress done={done} total={total} family={familyOf(stack)} label={`${stack.name}: ${done} of ${total}`} className="w-20" />
      <span className="text-xs tabular-nums text-muted">{done}/{total}</span>
    </span>
  );
}
