'use client';
import Link from 'next/link';
import { memo, useDeferredValue, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Cable, Flag, Layers, SlidersHorizontal, Star, Unplug } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { createPortal } from 'react-dom';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { JsonMap, TypeSchema } from '@/lib/hot/types';
import { placeHref } from '@/components/shell/navigation';
import { FilterBox } from '@/components/ui/FilterBox';
import { cn } from '@/components/ui/cn';
import { matchesWords } from '@/components/ui/matchesWords';
import { type Position, shapeOf } from '@/lib/graph';
import { LibraryConfigs } from '../ConfigChooser';
import { TypeIcon } from '../TypeIcon';
import { lazily } from '@/components/ui/lazily';
import { DRAGGED_TYPE } from './draggedType';
import { carryCard } from './dragImage';
import { toggleFavourite, useFavourites } from './favouriteTypes';
import { HoverCard } from './HoverCard';
import { type PaletteRow, paletteRows } from './paletteRows';
import { useRecentTypes } from './recentTypes';
import { SNIPPETS } from './snippets';
import { TypeCard } from './TypeCard';
import { useConnected } from '../useConnected';
import { missingConnection, runsHere, searchTypes } from './typeSearch';
import { useHoverCard } from './useHoverCard';
import { useTouchDrag } from './useTouchDrag';

export interface PaletteProps {
  types: readonly TypeSchema[];
  disabled: boolean;
  /** `connected`: to what is selected. */
  onAdd: (type: string, connected: boolean) => void;
  /** Dropped by a finger, at a place of the screen. */
  onDrop: (type: string, at: Position) => void;
  onAddPart: (kind: 'parameter' | 'output') => void;
  project: string;
  /** Templates among the files of the draft. */
  templates: readonly string[];
  onPaste: (fragment: string) => void;
  /** A config of the library. */
  onConfig: (named: string, properties: JsonMap) => void;
}

const KeptSnippets = lazily(async () => (await import('./KeptSnippets')).KeptSnippets);
const CARD_ID = 'palette-card';

const TABS = [['types', 'Types'], ['templates', 'Templates'], ['snippets', 'Snippets'], ['configs', 'Configs']] as const;
type PaletteTab = (typeof TABS)[number][0];

/** Every resource type: click or Enter adds, Alt+Enter adds and connects, dragging puts it where it is dropped. */
export const Palette = memo(function Palette({ types, disabled, onAdd, onDrop, onAddPart, project, templates, onPaste, onConfig }: PaletteProps) {
  const [tab, setTab] = useState<PaletteTab>('types');
  const [search, setSearch] = useState('');
  const deferred = useDeferredValue(search);
  const connected = useConnected(project);
  const recent = useRecentTypes();
  const favourites = useFavourites();
  const rows = useMemo(() => paletteRows(searchTypes(types, deferred, connected), { connected, favourites, recent, searching: deferred.trim() !== '' }), [types, deferred, connected, favourites, recent]);
  const [at, setAt] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const items = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: (index) => (rows[index] && 'heading' in rows[index] ? 28 : 34), overscan: 10 });
  const card = useHoverCard();
  const touch = useTouchDrag(onDrop);
  const carded = card.shown === null ? undefined : types.find(({ name }) => name === card.shown?.id);
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
    const row = search === deferred ? rows[current] : searchTypes(types, search, connected).map((type) => ({ type }))[0];
    if (event.key === 'Enter' && tab === 'types' && !disabled && event.target instanceof HTMLInputElement && row && 'type' in row) {
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
      </div>
      <Tabs.Root value={tab} onValueChange={(next) => setTab(TABS.find(([id]) => id === next)?.[0] ?? 'types')} className="flex min-h-0 flex-1 flex-col">
        <Tabs.List aria-label="Parts of the palette" className="flex shrink-0 border-b px-1.5 max-lg:px-1">
          {TABS.map(([id, label]) => <Tabs.Trigger key={id} value={id} className="-mb-px h-8 flex-1 border-b-2 border-transparent px-1 text-xs font-medium max-lg:flex-auto max-lg:px-0 max-lg:text-[11px] text-muted hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-ink data-[state=active]:text-ink">{label}</Tabs.Trigger>)}
        </Tabs.List>
        <Tabs.Content value={tab} tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
          {tab === 'types' ? null : (
            <div role="group" tabIndex={disabled ? 0 : -1} aria-label={tab} className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto p-1.5 focus-visible:-outline-offset-2">
              {tab === 'templates' ? <PartList empty="No template among the files of this draft. Add one under Files, or make one of what is selected: its menu has “Move to a nested template”." disabled={disabled} parts={templates.filter((name) => matchesWords(search, name)).map((name) => ({ id: name, title: name, about: 'nested template', onPick: () => onAdd(name, false) }))} /> : null}
              {tab === 'snippets' ? <PartList empty="No snippet matches." disabled={disabled} parts={SNIPPETS.filter(({ title, about }) => matchesWords(search, `${title} ${about}`)).map(({ id, title, about, yaml }) => ({ id, title, about, onPick: () => onPaste(yaml) }))} /> : null}
              {tab === 'snippets' ? <KeptSnippets project={project} filter={search} disabled={disabled} onPick={onPaste} /> : null}
              {tab === 'configs' ? <LibraryConfigs narrow project={project} filter={search} onChoose={onConfig} /> : null}
            </div>
          )}
      <div ref={scroller} hidden={tab !== 'types'} role="group" aria-label="All types" tabIndex={disabled ? 0 : -1} className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2">
        {rows.length === 0 ? <p className="p-4 text-sm text-muted">No type matches.</p> : null}
        <ul aria-label="Types" className="relative" style={{ height: items.getTotalSize() }}>
          {items.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <li key={item.key} className="absolute inset-x-0" style={{ top: item.start, height: item.size }}>
                {'heading' in row ? <Heading row={row} project={project} /> : <TypeRow type={row.type} favourite={favourites.includes(row.type.name)} again={row.again === true} missing={missingConnection(row.type, connected)} current={item.index === current && search !== ''} disabled={disabled} onAdd={onAdd} card={card} touch={touch} />}
              </li>
            );
          })}
        </ul>
      </div>
        </Tabs.Content>
      </Tabs.Root>
      {touch.carried === null ? null : createPortal(<span className="pointer-events-none fixed z-50 rounded-md border border-ink bg-surface px-3 py-2 text-sm shadow-raised" style={{ left: touch.carried.at.x - 40, top: touch.carried.at.y - 48 }}>{touch.carried.type.split('::').pop()}</span>, document.body)}
      {card.shown !== null && carded !== undefined ? <HoverCard id={CARD_ID} row={card.shown.row}><TypeCard type={carded} missing={missingConnection(carded, connected)} /></HoverCard> : null}
      <p className="shrink-0 border-t px-3 py-1.5 text-[11px] text-faint">{tab === 'types' ? 'Click, drag, or Alt+Enter to connect' : 'Click to add'}</p>
    </section>
  );
});

function PartList({ parts, empty, disabled }: { parts: readonly { id: string; title: string; about: string; onPick: () => void }[]; empty: string; disabled: boolean }) {
  if (parts.length === 0) return <p className="p-2.5 text-sm text-muted">{empty}</p>;
  return (
    <ul className="flex flex-col gap-0.5">
      {parts.map(({ id, title, about, onPick }) => (
        <li key={id}>
          <button type="button" disabled={disabled} onClick={onPick} className="flex w-full items-start gap-2 rounded-sm px-2 py-1.5 text-start hover:bg-hover focus-visible:-outline-offset-2 disabled:opacity-45">
            <Layers className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
            <span className="min-w-0"><span className="block truncate text-sm">{title}</span><span className="block text-xs text-muted">{about}</span></span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Names a service, and leads to where a missing connection is added. */
function Heading({ row: { heading, missing }, project }: { row: Extract<PaletteRow, { heading: string }>; project: string }) {
  return (
    <div className="flex h-full items-end justify-between gap-2 px-3 pb-1 text-[11px] font-medium text-faint">
      <span className="truncate">{heading}</span>
      {missing === null ? null : <Link href={placeHref(project, 'connections')} prefetch={false} title={`These types run on ${missing}, and this project has no connection to one.`} aria-label={`Connect ${missing}, which ${heading.split(' · ')[0]} needs`} className="shrink-0 rounded-sm text-muted underline decoration-border-strong underline-offset-2 hover:text-ink">Connect</Link>}
    </div>
  );
}

function TypeRow({ type, favourite, again, missing, current, disabled, onAdd, card, touch }: { type: TypeSchema; favourite: boolean; again: boolean; missing: string | null; current: boolean; disabled: boolean; onAdd: PaletteProps['onAdd']; card: ReturnType<typeof useHoverCard>; touch: ReturnType<typeof useTouchDrag> }) {
  const fingers = touch.handlers(type.name);
  const star = `${favourite ? 'No longer a favourite' : 'Make a favourite'}: ${type.name}`;
  return (
    <div className="group/row relative size-full">
      <button
        type="button"
        draggable={!disabled}
        disabled={disabled}
        data-type={again ? undefined : type.name}
        aria-describedby={card.shown?.id === type.name ? CARD_ID : undefined}
        onPointerEnter={(event) => { if (event.pointerType !== 'touch') card.show(type.name, event.currentTarget, card.shown === null ? 'soon' : 'once'); }}
        onPointerLeave={card.hide}
        onDragEnd={card.rest}
        {...fingers}
        onPointerDown={(event) => { card.hide(); if (!disabled) fingers.onPointerDown(event); }}
        onFocus={(event) => { if (event.currentTarget.matches(':focus-visible')) card.show(type.name, event.currentTarget, 'once'); }}
        onBlur={card.hide}
        onDragStart={(event) => { card.hide(); event.dataTransfer.setData(DRAGGED_TYPE, type.name); event.dataTransfer.effectAllowed = 'copy'; carryCard(event.dataTransfer, event.currentTarget, type.name); }}
        onClick={(event) => { if (!touch.wasDrag()) onAdd(type.name, event.altKey); }}
        className={cn('flex size-full touch-pan-y items-center gap-2 ps-3 pe-8 text-start text-sm hover:bg-hover focus-visible:-outline-offset-2 disabled:opacity-45', current && 'bg-selected', (!runsHere(type) || missing !== null) && 'text-muted')}
      >
        <TypeIcon type={type.name} shape={type.file === undefined ? shapeOf(type.name) : 'nested'} className="size-4 shrink-0 text-muted" />
        <span className="min-w-0 flex-1 truncate">{type.name.split('::').pop()}</span>
        {type.support === 'DEPRECATED' ? <span className="shrink-0 text-[11px] text-faint">deprecated</span> : null}
        {missing === null ? null : <Cable role="img" aria-label={`needs a connection to ${missing}`} className="size-3.5 shrink-0 text-faint" />}
        {runsHere(type) ? null : <Unplug role="img" aria-label="nothing here runs it yet" className="size-3.5 shrink-0 text-faint" />}
      </button>
      {/* Out of the way of Tab until its row has the focus. */}
      {type.file === undefined ? (
        <button type="button" title={star} aria-label={star} aria-pressed={favourite} onClick={() => toggleFavourite(type.name)} className={cn('absolute end-1.5 top-1/2 flex size-6 -translate-y-1/2 items-center justify-center rounded-sm text-faint hover:bg-selected hover:text-ink', !favourite && 'invisible group-focus-within/row:visible group-hover/row:visible [@media(hover:none)]:visible')}>
          <Star aria-hidden className={cn('size-3.5', favourite && 'fill-current text-muted')} />
        </button>
      ) : null}
    </div>
  );
}
