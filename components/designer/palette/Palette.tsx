'use client';
import { useDeferredValue, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { FileCode2, Flag, SlidersHorizontal } from 'lucide-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { TypeSchema } from '@/lib/hot/types';
import { FilterBox } from '@/components/ui/FilterBox';
import { cn } from '@/components/ui/cn';
import { shapeOf } from '@/lib/graph';
import { TypeIcon } from '../TypeIcon';
import { byService, runsHere, searchTypes } from './typeSearch';

export const DRAGGED_TYPE = 'application/x-hearth-type';

export interface PaletteProps {
  types: readonly TypeSchema[];
  disabled: boolean;
  /** `connected`: to what is selected. */
  onAdd: (type: string, connected: boolean) => void;
  onAddPart: (kind: 'parameter' | 'output') => void;
  /** Asks which config of the library is to be added. */
  onLibrary: () => void;
}

type Row = { heading: string } | { type: TypeSchema };

/** Every resource type: click or Enter adds, Alt+Enter adds and connects, dragging puts it where it is dropped. */
export function Palette({ types, disabled, onAdd, onAddPart, onLibrary }: PaletteProps) {
  const [search, setSearch] = useState('');
  const deferred = useDeferredValue(search);
  const rows = useMemo(() => byService(searchTypes(types, deferred)).flatMap(({ service, types: members }): Row[] => [{ heading: service }, ...members.map((type) => ({ type }))]), [types, deferred]);
  const [at, setAt] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const items = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: (index) => (rows[index] && 'heading' in rows[index] ? 28 : 34), overscan: 20 });
  const found = rows.flatMap((row, index) => ('type' in row ? [index] : []));
  const current = found[Math.min(at, found.length - 1)] ?? -1;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = Math.max(0, Math.min(found.length - 1, at + step));
      setAt(next);
      items.scrollToIndex(found[next] ?? 0);
    }
    // What was typed last counts, not what was found for it a moment ago.
    const row = search === deferred ? rows[current] : searchTypes(types, search).map((type) => ({ type }))[0];
    if (event.key === 'Enter' && !disabled && event.target instanceof HTMLInputElement && row && 'type' in row) {
      event.preventDefault();
      onAdd(row.type.name, event.altKey);
    }
  };
  return (
    <section aria-label="Palette" className="flex min-h-0 flex-1 flex-col bg-surface" onKeyDown={onKeyDown}>
      <div className="flex shrink-0 flex-col gap-2 border-b p-3">
        <FilterBox value={search} onChange={(next) => { setSearch(next); setAt(0); }} placeholder="Search types" className="w-full" />
        <div className="flex gap-1.5">
          {([['parameter', 'Parameter', SlidersHorizontal], ['output', 'Output', Flag]] as const).map(([kind, label, Icon]) => (
            <button key={kind} type="button" disabled={disabled} onClick={() => onAddPart(kind)} className="flex h-7 flex-1 items-center justify-center gap-1.5 rounded-md border text-xs text-muted hover:bg-hover hover:text-ink disabled:opacity-45"><Icon className="size-3.5" aria-hidden />{label}</button>
          ))}
        </div>
        <button type="button" disabled={disabled} onClick={onLibrary} className="flex h-7 items-center justify-center gap-1.5 rounded-md border text-xs text-muted hover:bg-hover hover:text-ink disabled:opacity-45"><FileCode2 className="size-3.5" aria-hidden />Config of the library</button>
      </div>
      <div ref={scroller} role="group" aria-label="All types" tabIndex={disabled ? 0 : -1} className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2">
        {rows.length === 0 ? <p className="p-4 text-sm text-muted">No type matches.</p> : null}
        <ul aria-label="Types" className="relative" style={{ height: items.getTotalSize() }}>
          {items.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <li key={item.key} className="absolute inset-x-0" style={{ top: item.start, height: item.size }}>
                {'heading' in row ? <div className="flex h-full items-end px-3 pb-1 text-[11px] font-medium text-faint">{row.heading}</div> : <TypeRow type={row.type} current={item.index === current && search !== ''} disabled={disabled} onAdd={onAdd} />}
              </li>
            );
          })}
        </ul>
      </div>
      <p className="shrink-0 border-t px-3 py-1.5 text-[11px] text-faint">Click, drag, or Alt+Enter to connect</p>
    </section>
  );
}

function TypeRow({ type, current, disabled, onAdd }: { type: TypeSchema; current: boolean; disabled: boolean; onAdd: PaletteProps['onAdd'] }) {
  return (
    <button
      type="button"
      draggable={!disabled}
      disabled={disabled}
      data-type={type.name}
      title={`${type.name}${type.description ? `\n${type.description}` : ''}`}
      onDragStart={(event) => { event.dataTransfer.setData(DRAGGED_TYPE, type.name); event.dataTransfer.effectAllowed = 'copy'; }}
      onClick={(event) => onAdd(type.name, event.altKey)}
      className={cn('flex size-full items-center gap-2 px-3 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2 disabled:opacity-45', current && 'bg-selected', !runsHere(type) && 'text-muted')}
    >
      <TypeIcon type={type.name} shape={shapeOf(type.name)} className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{type.name.split('::').pop()}</span>
      {type.support === 'DEPRECATED' ? <span className="shrink-0 text-[11px] text-faint">deprecated</span> : null}
    </button>
  );
}
