'use client';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useQueries } from '@tanstack/react-query';
import { readNested } from '@/app/actions/board';
import { unwrap } from '@/components/live/unwrap';
import { standardKey } from '@/components/shell/keymap';
import { usePageKeys } from '@/components/shell/pageKeys';
import { HeadCell } from '@/components/ui/Table';
import { Skeleton } from '@/components/ui/Skeleton';
import { cn } from '@/components/ui/cn';
import { useVirtualRows } from '@/components/ui/useVirtualRows';
import type { BoardSort, StackRow } from '@/lib/wire/stack-board';
import type { Role } from '@/lib/wire/types';
import type { BoardView } from './boardView';
import type { BulkRequest } from './BulkDialog';
import { placesOf } from './nestedPlaces';
import { COLUMNS, StackRowView } from './StackRowView';
import type { useBoard } from './useBoard';

const ROW = 48;
/** Of the heads of the columns, which stay while the rows scroll. */
const HEAD = 36;

/** Keys that work wherever the focus is on the page, by ours. */
const ANYWHERE: ReadonlySet<string> = new Set(['j', 'k', 'x', 'Shift+x', 'u']);

export interface StackTableProps {
  project: string;
  role: Role;
  board: ReturnType<typeof useBoard>;
  /** How many match. */
  count: number;
  view: BoardView;
  selected: ReadonlyMap<string, StackRow>;
  onSelect: (selected: ReadonlyMap<string, StackRow>) => void;
  onSort: (sort: BoardSort, descending: boolean) => void;
  onTag: (tag: string) => void;
  onRequest: (request: BulkRequest) => void;
  onOpen: (row: StackRow) => void;
}

/** The stacks, as many thousands as there may be: only the rows in view exist, and only pages in view are read. Nested ones fold out below theirs. */
export function StackTable({ project, role, board, count, view, selected, onSelect, onSort, onTag, onRequest, onOpen }: StackTableProps) {
  const [active, setActive] = useState<number | null>(null);
  const [expanded, setExpanded] = useState<ReadonlyMap<string, number>>(new Map());
  const anchor = useRef<number | null>(null);
  const { rowAt, want } = board;
  const open = useMemo(() => [...expanded].toSorted((a, b) => a[1] - b[1]), [expanded]);
  const children = useQueries({ queries: open.map(([id]) => ({ queryKey: ['board-nested', project, id], queryFn: async () => unwrap(await readNested(project, id)), staleTime: 2000 })) });
  const places = useMemo(() => placesOf(count, open.map(([, index], place) => ({ index, children: children[place]?.data?.length ?? 0 }))), [count, open, children]);
  const itemAt = useCallback((flat: number): { row: StackRow | undefined; depth: number } => {
    const place = places.at(flat);
    if (place.child === null) return { row: rowAt(place.index), depth: 0 };
    return { row: children[place.child.group]?.data?.[place.child.index], depth: 1 };
  }, [places, rowAt, children]);
  const { scroller, box, rows } = useVirtualRows(places.total, ROW);
  const items = rows.getVirtualItems();
  const first = places.at(items[0]?.index ?? 0).index;
  const last = places.at(items.at(-1)?.index ?? 0).index;
  useEffect(() => want(first, last), [want, first, last]);

  const select = useCallback((flat: number, range: boolean) => {
    const next = new Map(selected);
    const from = range && anchor.current !== null ? Math.min(anchor.current, flat) : flat;
    const to = range && anchor.current !== null ? Math.max(anchor.current, flat) : flat;
    const adding = range || !selected.has(itemAt(flat).row?.id ?? '');
    for (let at = from; at <= to; at += 1) {
      const { row, depth } = itemAt(at);
      if (row === undefined || depth > 0) continue;
      if (adding) next.set(row.id, row);
      else next.delete(row.id);
    }
    anchor.current = flat;
    onSelect(next);
  }, [selected, itemAt, onSelect]);
  const focus = useCallback((flat: number) => {
    const at = Math.max(0, Math.min(places.total - 1, flat));
    setActive(at);
    rows.scrollToIndex(at, HEAD);
    // The row may have to be drawn first.
    requestAnimationFrame(() => requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-row="${at}"] a[data-stack]`)?.focus()));
  }, [places.total, rows, box]);
  const toggle = (row: StackRow, index: number, on?: boolean) => {
    const next = new Map(expanded);
    if (on ?? !next.has(row.id)) next.set(row.id, index);
    else next.delete(row.id);
    setExpanded(next);
  };
  const act = (keys: string): boolean => {
    const at = active ?? -1;
    const row = active === null ? undefined : itemAt(active).row;
    const chosen = selected.size > 0 ? [...selected.values()] : row ? [row] : [];
    switch (keys) {
      case 'j': case 'ArrowDown': focus(at + 1); return true;
      case 'k': case 'ArrowUp': focus(at - 1); return true;
      case 'Home': focus(0); return true;
      case 'End': focus(places.total - 1); return true;
      case 'x': case 'Shift+x': if (active !== null) select(active, keys === 'Shift+x'); return true;
      case 'Enter': if (row) onOpen(row); return true;
      case 'u': if (row && role !== 'reader') onRequest({ action: 'edit', stacks: [row] }); return true;
      case 'Delete': if (chosen.length > 0 && role !== 'reader') onRequest({ action: 'delete', stacks: chosen }); return true;
      case 'Escape': if (selected.size > 0) onSelect(new Map()); return selected.size > 0;
      case 'ArrowRight': if (row && row.nested > 0 && active !== null && places.at(active).child === null) toggle(row, places.at(active).index, true); return true;
      case 'ArrowLeft': if (row && active !== null) toggle(row, places.at(active).index, false); return true;
      default: return false;
    }
  };
  // The letters work from anywhere on the page, as `/` does; the arrows only from within the table, which hears them first.
  usePageKeys('list', (keys) => ANYWHERE.has(keys) && act(keys));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLElement && ((event.key === 'Enter' && event.target.closest('a,button,input')) || event.target.closest('[role="menu"]'))) return;
    const keys = standardKey('list', event);
    if (keys !== null && !ANYWHERE.has(keys) && act(keys)) event.preventDefault();
  };
  const allShown = items.flatMap(({ index }) => itemAt(index).row ?? []);
  const head = (key: BoardSort, label: string, className?: string) => (
    <HeadCell className={className} sorted={view.sort === key ? (view.descending ? 'descending' : 'ascending') : null} onSort={() => onSort(key, view.sort === key ? !view.descending : key === 'changed' || key === 'age')}>{label}</HeadCell>
  );
  return (
    <div
      ref={scroller} tabIndex={0} role="table" aria-label="Stacks" aria-rowcount={places.total + 1} onKeyDown={onKeyDown}
      onPointerEnter={() => board.onPointer(true)} onPointerLeave={() => board.onPointer(false)} className="min-h-0 flex-1 overflow-auto bg-surface focus-visible:-outline-offset-2"
    >
      <div role="rowgroup" className="sticky top-0 z-10 bg-surface max-md:hidden">
        <div role="row" className={cn('grid h-9 items-center gap-4 border-b px-5 lg:min-w-[1080px]', COLUMNS)}>
          <HeadCell>
            <input
              type="checkbox" aria-label="Choose the rows in view" className="size-3.5 accent-accent" checked={allShown.length > 0 && allShown.every(({ id }) => selected.has(id))}
              onChange={(event) => onSelect(event.target.checked ? new Map([...selected, ...allShown.map((row) => [row.id, row] as const)]) : new Map())}
            />
          </HeadCell>
          {head('state', 'State')}{head('name', 'Name')}<HeadCell>Resources</HeadCell>{head('changed', 'Last operation')}<HeadCell className="max-lg:hidden">Version</HeadCell><HeadCell className="max-lg:hidden">Tags</HeadCell>{head('age', 'Age', 'max-lg:hidden')}<HeadCell><span className="sr-only">Actions</span></HeadCell>
        </div>
      </div>
      <div role="rowgroup" className="relative lg:min-w-[1080px]" style={{ height: rows.getTotalSize() }}>
        {items.map((item) => {
          const { row, depth } = itemAt(item.index);
          const place = places.at(item.index);
          return (
            <div
              key={row?.id ?? `at-${item.index}`} data-row={item.index} role="row" aria-rowindex={item.index + 2} aria-selected={row ? selected.has(row.id) : undefined} onFocus={() => setActive(item.index)}
              className={cn('absolute inset-x-0 border-b px-5 hover:bg-hover max-md:px-3', row && selected.has(row.id) && 'bg-selected')} style={{ top: item.start, height: item.size }}
            >
              {row ? (
                <StackRowView
                  project={project} row={row} depth={depth} role={role} selected={selected.has(row.id)} expanded={expanded.has(row.id)} onTag={onTag} onRequest={onRequest}
                  onToggle={() => toggle(row, place.index)} onSelect={(event: MouseEvent) => select(item.index, event.shiftKey)}
                />
              ) : <div role="cell" className="flex h-full items-center gap-4"><Skeleton className="size-4 rounded-full" /><Skeleton className="h-3 w-56" /></div>}
            </div>
          );
        })}
      </div>
    </div>
  );
}
