'use client';
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { ChartGantt } from 'lucide-react';
import { useNow } from '@/components/live/useNow';
import type { EarlierEvents } from '@/components/live/useEarlierEvents';
import type { Playback } from '@/components/live/usePlayback';
import { standardKey } from '@/components/shell/keymap';
import { useShownKeys } from '@/components/shell/shownKeys';
import { StatusIcon } from '@/components/status/StatusIcon';
import { EmptyState } from '@/components/ui/EmptyState';
import { cn } from '@/components/ui/cn';
import { useNarrow } from '@/components/ui/useNarrow';
import { useVirtualRows } from '@/components/ui/useVirtualRows';
import { EarlierEventsNotice } from '../stack/EarlierEventsNotice';
import { BarCard } from './BarCard';
import { type Bar, extentOf, type TimelineRow } from './bars';
import { difference, type Ghost } from './comparison';
import { concurrencyOf } from './concurrency';
import { ConcurrencyLine } from './ConcurrencyLine';
import { DependencyArrows } from './DependencyArrows';
import { GhostBars, Joins } from './LaneMarks';
import { OperationBands } from './OperationBands';
import type { PlacedRow } from './order';
import { FocusedBar, MOST_ELEMENTS, PaintedBars } from './PaintedBars';
import { Playhead } from './Playhead';
import { LanesContext, useLanes } from './stage';
import { TimeAxis } from './TimeAxis';
import { TimelineBar } from './TimelineBar';
import { LANE_HEIGHT, NAMES, TIME, TimelineLane } from './TimelineLane';
import { TimelineTable } from './TimelineTable';
import { type ArrowChoice, TimelineToolbar } from './TimelineToolbar';
import { typicalLengths } from './typical';
import { useTimeline, type TimelineInput } from './useTimeline';
import { type TimeWindow, useTimeWindow } from './useTimeWindow';
import { useWidth } from './useWidth';

export interface TimelineProps extends TimelineInput {
  earlier: EarlierEvents;
  /** The moment that the whole page shows; null where it cannot be chosen. */
  playback: Playback | null;
  onOpen: (resourceId: string) => void;
}

/** Every action on every resource over time, with what it waited for and the chain that decided how long it all took. */
export function Timeline({ earlier, playback, onOpen, ...input }: TimelineProps) {
  const model = useTimeline(input);
  const { rows, placed, operations: shown, critical, ghosts, subject } = model;
  const keysOf = useShownKeys();
  const [arrows, setArrows] = useState<ArrowChoice>('none');
  const narrow = useNarrow();
  const [chosen, setAsTable] = useState<boolean | null>(null);
  // Bars need room: on a telephone the timeline is a list of how long everything took.
  const asTable = chosen ?? narrow;
  const [focused, setFocused] = useState(0);
  /** Which bar of the row the keys are at; null until they were moved. */
  const [barAt, setBarAt] = useState<number | null>(null);
  const [hovered, setHovered] = useState<{ row: TimelineRow; bar: Bar; at: DOMRect } | null>(null);
  const hoveredType = hovered?.row.type;
  const typical = useMemo(() => (hoveredType === undefined ? undefined : typicalLengths(input.events.about(({ resourceType }) => resourceType === hoveredType))), [input.events, hoveredType]);
  const running = shown.some((operation) => operation.finishedAt === null && operation.status === 'IN_PROGRESS');
  const now = useNow(running ? 100 : null);
  const whole = useMemo(() => extentOf(rows, shown, running ? now : null), [rows, shown, running, now]);
  const concurrency = useMemo(() => concurrencyOf(rows, whole.to), [rows, whole.to]);
  const time = useTimeWindow(whole);
  const { window } = time;
  const { scroller, rows: virtual } = useVirtualRows(placed.length, LANE_HEIGHT, BESIDE);
  const pane = useRef<HTMLDivElement>(null);
  /** The same, which comes late where nothing has happened yet, and again after the table. */
  const [lanesElement, setLanesElement] = useState<HTMLDivElement | null>(null);
  const attach = useCallback((element: HTMLDivElement | null) => {
    pane.current = element;
    setLanesElement(element);
  }, []);
  const width = useWidth(lanesElement);
  const lanes = useLanes({ window, width, now });
  const items = virtual.getVirtualItems();
  const view = { from: items[0]?.index ?? 0, to: items.at(-1)?.index ?? 0 };
  const length = whole.to - whole.from;
  const rollbacks = useMemo(() => new Set(input.operations.filter((operation) => operation.action === 'ROLLBACK').map((operation) => operation.id)), [input.operations]);

  useLayoutEffect(() => {
    const lanes = pane.current?.parentElement;
    const share = (part: number): string => `${(part / (window.to - window.from)) * 100}%`;
    lanes?.style.setProperty('--time-left', share(whole.from - window.from));
    lanes?.style.setProperty('--time-width', share(whole.to - whole.from));
  });
  const { zoom, pan } = time;
  // By hand: a listener of React's cannot keep the browser from scrolling the rows, or zooming all of the page, as well.
  useEffect(() => {
    const box = lanesElement?.parentElement?.parentElement;
    if (!lanesElement || !box) return;
    const onWheel = (event: WheelEvent): void => {
      if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      if (event.shiftKey) return pan(Math.sign(event.deltaY || event.deltaX) * 0.1);
      const { left, width: across } = lanesElement.getBoundingClientRect();
      zoom(event.deltaY < 0 ? 1.25 : 0.8, across > 0 ? (event.clientX - left) / across : 0.5);
    };
    box.addEventListener('wheel', onWheel, { passive: false });
    return () => box.removeEventListener('wheel', onWheel);
  }, [pan, zoom, lanesElement]);
  const onKeyDown = (event: KeyboardEvent) => {
    const keys = standardKey('timeline', event);
    const action = keys === null ? undefined : KEYS[keys];
    if (!action) return;
    event.preventDefault();
    const here = placed[focused];
    const bars = here?.row.bars ?? [];
    const step = (by: number) => {
      const next = Math.max(0, Math.min(bars.length - 1, (barAt ?? (by > 0 ? -1 : bars.length)) + by));
      setBarAt(next);
    };
    switch (action) {
      case 'in': return zoom(1.5);
      case 'out': return zoom(1 / 1.5);
      case 'fit': return time.fit();
      // As in a tree: right unfolds, left folds, where there is something to fold; else they go from bar to bar.
      case 'later': return pan(0.15);
      case 'earlier': return pan(-0.15);
      case 'right': return here && here.children > 0 && !here.open ? model.toggle(here.row.key) : step(1);
      case 'left': return here?.open && (barAt ?? 0) === 0 ? model.toggle(here.row.key) : step(-1);
      case 'open': {
        const bar = bars[barAt ?? bars.length - 1];
        return bar ? onOpen(bar.resourceId) : undefined;
      }
      case 'up':
      case 'down': {
        const next = Math.max(0, Math.min(placed.length - 1, focused + (action === 'up' ? -1 : 1)));
        setFocused(next);
        setBarAt(null);
        virtual.scrollToIndex(next);
      }
    }
  };
  // The card of the bar that the keys are at, as of one under the pointer.
  const bar = barAt === null ? undefined : placed[focused]?.row.bars[barAt];
  const barId = bar?.id;
  useEffect(() => {
    const element = barId === undefined ? null : (pane.current?.parentElement?.querySelector('[data-focused-bar]') ?? null);
    const row = placed[focused]?.row;
    const focusedBar = row?.bars.find(({ id }) => id === barId);
    setHovered(element && row && focusedBar ? { row, bar: focusedBar, at: element.getBoundingClientRect() } : null);
  }, [barId, focused, placed]);
  if (input.events.length === 0) return <EmptyState icon={<ChartGantt />} title="Nothing has happened yet">Each action on each resource will be a bar here.</EmptyState>;

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <TimelineToolbar model={model} operations={input.operations} arrows={arrows} onArrows={setArrows} asTable={asTable} onTable={setAsTable} time={time} />
      {shown[0] ? <EarlierEventsNotice earlier={earlier} from={Date.parse(shown[0].createdAt)} /> : null}
      {asTable ? <TimelineTable model={model} now={now || whole.to} whole={length} onOpen={onOpen} /> : <>
      <div dir="ltr" className="flex shrink-0 border-b bg-surface">
        <div className={cn(NAMES, 'border-e px-4 text-xs leading-6 text-muted')}>At once</div>
        <ConcurrencyLine concurrency={concurrency} whole={whole} time={time} />
      </div>
      <div dir="ltr" className="flex h-7 shrink-0 border-b bg-surface">
        <div className={cn(NAMES, 'border-e px-4 text-xs leading-7 text-muted')}>{rows.length} {rows.length === 1 ? 'resource' : 'resources'}</div>
        <div className="relative min-w-0 flex-1 overflow-hidden">
          <TimeAxis window={window} origin={whole.from} clock={model.choice.clock} />
          {playback ? <Playhead window={window} playback={playback} /> : null}
        </div>
      </div>
      <div
        ref={scroller}
        tabIndex={0}
        role="treegrid"
        dir="ltr"
        aria-label={`Timeline. ${keysOf('timeline:ArrowUp')} ${keysOf('timeline:ArrowDown')} choose a resource, ${keysOf('timeline:ArrowLeft')} ${keysOf('timeline:ArrowRight')} a bar of it or fold, Enter opens it, ${keysOf('timeline:+')} ${keysOf('timeline:-')} zoom, ${keysOf('timeline:Shift+ArrowLeft')} and ${keysOf('timeline:Shift+ArrowRight')} move.`}
        aria-activedescendant={focused >= view.from && focused <= view.to ? `lane-${focused}` : undefined}
        aria-rowcount={placed.length}
        onKeyDown={onKeyDown}
        className="relative min-h-0 flex-1 overflow-y-auto overflow-x-hidden focus-visible:-outline-offset-2"
      >
        {rows.length === 0 && !running ? <EmptyState icon={<ChartGantt />} title="No resource was touched" className="absolute inset-0">Each action on each resource would be a bar here.</EmptyState> : null}
        <div className="relative flex" style={{ minHeight: '100%', height: virtual.getTotalSize() }}>
          <div className={cn(NAMES, 'border-e bg-surface')} />
          <div ref={attach} className="relative min-w-0 flex-1 overflow-hidden">
            <div className={TIME}><OperationBands operations={shown} window={whole} now={now} /></div>
            {arrows !== 'none' ? <DependencyArrows placed={placed} requirements={model.requirements} focused={focused} critical={critical} choice={arrows} view={view} window={window} now={now} width={width} /> : null}
            {running && now > 0 ? <div aria-hidden data-now className="absolute inset-y-0 z-3 w-px border-s border-dashed border-status-progress" style={{ left: `${((now - window.from) / (window.to - window.from)) * 100}%` }} /> : null}
            {playback?.moment != null ? <div aria-hidden className="absolute inset-y-0 z-3 w-px bg-focus" style={{ left: `${((playback.moment - window.from) / (window.to - window.from)) * 100}%` }} /> : null}
          </div>
          <LanesContext value={lanes}>{items.map((item) => {
            const each = placed[item.index];
            if (!each) return null;
            const { row } = each;
            return (
              <Lane
                key={row.key} placed={each} index={item.index} top={item.start} focused={item.index === focused} barAt={item.index === focused ? barAt : null} whole={whole} now={now} rollbacks={rollbacks} critical={critical}
                ghosts={ghosts.get(row.key)} difference={subject ? difference(row, ghosts, subject.id) : null} onOpen={onOpen} onToggle={model.toggle} onFocus={setFocused} onHover={setHovered}
              />
            );
          })}</LanesContext>
        </div>
      </div>
      <Legend />
      {hovered ? <BarCard row={hovered.row} bar={hovered.bar} at={hovered.at} now={now || whole.to} typical={typical?.get(`${hovered.row.type} ${hovered.bar.action}`)} slack={model.slack.get(hovered.bar.id)} critical={critical.has(hovered.bar.id)} whole={length} /> : null}
      </>}
    </div>
  );
}

interface LaneProps {
  placed: PlacedRow;
  index: number;
  top: number;
  focused: boolean;
  barAt: number | null;
  whole: TimeWindow;
  now: number;
  rollbacks: ReadonlySet<string>;
  critical: ReadonlySet<string>;
  ghosts: readonly Ghost[] | undefined;
  difference: number | null;
  onOpen: (resourceId: string) => void;
  onToggle: (key: string) => void;
  onFocus: (index: number) => void;
  onHover: (hovered: { row: TimelineRow; bar: Bar; at: DOMRect } | null) => void;
}

/** One row with its bars. While others scroll by, it is not drawn anew. */
const Lane = memo(function Lane({ placed, index, top, focused, barAt, whole, now, rollbacks, critical, ghosts = NO_GHOSTS, difference: by, onOpen, onToggle, onFocus, onHover }: LaneProps) {
  const { row } = placed;
  const isPainted = row.bars.length > MOST_ELEMENTS;
  const over = useCallback((found: { bar: Bar; at: DOMRect } | null) => onHover(found && { row, ...found }), [row, onHover]);
  const keysAt = isPainted && barAt !== null ? row.bars[barAt] : undefined;
  return (
    <TimelineLane
      placed={placed} index={index} top={top} focused={focused} difference={by} onOpen={onOpen} onToggle={onToggle} onFocus={onFocus}
      painted={isPainted ? <PaintedBars row={row} rollbacks={rollbacks} critical={critical} now={now} onOpen={onOpen} onHover={over} /> : undefined}
    >
      <GhostBars ghosts={ghosts} window={whole} />
      <Joins bars={row.bars} window={whole} />
      {keysAt === undefined ? null : <FocusedBar row={row} bar={keysAt} whole={whole} now={now} rollback={rollbacks.has(keysAt.operationId)} critical={critical.has(keysAt.id)} onOpen={onOpen} onHover={over} />}
      {isPainted ? null : row.bars.map((bar, at) => (
        <TimelineBar key={bar.id} bar={bar} name={row.name} window={whole} now={now} rollback={rollbacks.has(bar.operationId)} critical={critical.has(bar.id)} focused={focused && at === barAt} onOpen={() => onOpen(bar.resourceId)} onHover={(rect) => onHover(rect ? { row, bar, at: rect } : null)} />
      ))}
    </TimelineLane>
  );
});

/** Lanes beside those in view: each costs when one zooms. */
const BESIDE = 4;
const NO_GHOSTS: readonly Ghost[] = [];

/** By our keys for it. */
const KEYS: Readonly<Record<string, 'in' | 'out' | 'fit' | 'left' | 'right' | 'up' | 'down' | 'open' | 'earlier' | 'later'>> = {
  '+': 'in', '=': 'in', 'Shift+ArrowLeft': 'earlier', 'Shift+ArrowRight': 'later', '-': 'out', '0': 'fit', ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down', Enter: 'open',
};

function Legend() {
  return (
    <div aria-hidden className="flex h-7 shrink-0 items-center gap-4 overflow-hidden whitespace-nowrap border-t bg-surface px-4 text-xs text-muted">
      <span className="flex items-center gap-1.5"><span className="h-0.5 w-5 text-border-strong hatch-waiting" />queued</span>
      <span className="flex items-center gap-1.5"><span className="h-2.5 w-5 rounded-xs bg-status-progress hatch-progress" />running</span>
      <span className="flex items-center gap-1.5"><span className="h-2.5 w-5 rounded-xs border-y border-status-held bg-status-held/20 hatch-hook" />held at a breakpoint</span>
      <span className="flex items-center gap-1.5"><span className="h-2.5 w-5 rounded-xs bg-status-held hatch-held" />dots: waiting for a signal</span>
      <span className="flex items-center gap-1.5"><span className="h-3.5 w-0.5 bg-ink" />tried again</span>
      <span className="flex items-center gap-1.5"><StatusIcon family="failed" className="size-3.5" />failed</span>
      <span className="flex items-center gap-1.5"><span className="h-2.5 w-5 rounded-xs bg-status-rollback hatch-rollback" />rolled back</span>
      <span className="flex items-center gap-1.5"><span className="h-2.5 w-5 rounded-xs bg-status-done ring-2 ring-ink" />critical path</span>
    </div>
  );
}
