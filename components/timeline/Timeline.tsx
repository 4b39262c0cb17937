'use client';
import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { ChartGantt } from 'lucide-react';
import { useNow } from '@/components/live/useNow';
import type { Playback } from '@/components/live/usePlayback';
import { StatusIcon } from '@/components/status/StatusIcon';
import { EmptyState } from '@/components/ui/EmptyState';
import { cn } from '@/components/ui/cn';
import { useVirtualRows } from '@/components/ui/useVirtualRows';
import { extentOf } from './bars';
import { difference } from './comparison';
import { concurrencyOf } from './concurrency';
import { ConcurrencyLine } from './ConcurrencyLine';
import { DependencyArrows } from './DependencyArrows';
import { GhostBars, Joins } from './LaneMarks';
import { OperationBands } from './OperationBands';
import { Playhead } from './Playhead';
import { TimeAxis } from './TimeAxis';
import { TimelineBar } from './TimelineBar';
import { LANE_HEIGHT, NAMES, TimelineLane } from './TimelineLane';
import { TimelineToolbar } from './TimelineToolbar';
import { useTimeline, type TimelineInput } from './useTimeline';
import { useTimeWindow } from './useTimeWindow';
import { useWidth } from './useWidth';

export interface TimelineProps extends TimelineInput {
  /** The moment that the whole page shows; null where it cannot be chosen. */
  playback: Playback | null;
  onOpen: (resourceId: string) => void;
}

/** Every action on every resource over time, with what it waited for and the chain that decided how long it all took. */
export function Timeline({ playback, onOpen, ...input }: TimelineProps) {
  const model = useTimeline(input);
  const { rows, placed, operations: shown, critical, ghosts, subject } = model;
  const [arrows, setArrows] = useState(false);
  const [focused, setFocused] = useState(0);
  const running = shown.some((operation) => operation.finishedAt === null && operation.status === 'IN_PROGRESS');
  const now = useNow(running ? 100 : null);
  const whole = useMemo(() => extentOf(rows, shown, running ? now : null), [rows, shown, running, now]);
  const concurrency = useMemo(() => concurrencyOf(rows, whole.to), [rows, whole.to]);
  const time = useTimeWindow(whole);
  const { window } = time;
  const { scroller, rows: virtual } = useVirtualRows(placed.length, LANE_HEIGHT);
  const pane = useRef<HTMLDivElement>(null);
  const width = useWidth(pane);
  const rollbacks = useMemo(() => new Set(input.operations.filter((operation) => operation.action === 'ROLLBACK').map((operation) => operation.id)), [input.operations]);

  const { zoom, pan } = time;
  const onWheel = useCallback((event: React.WheelEvent) => {
    if (event.shiftKey) return pan(Math.sign(event.deltaY || event.deltaX) * 0.1);
    if (!event.ctrlKey && !event.metaKey) return;
    const box = pane.current?.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.25 : 0.8, box ? (event.clientX - box.left) / box.width : 0.5);
  }, [pan, zoom]);
  const onKeyDown = (event: KeyboardEvent) => {
    const action = KEYS[event.key];
    if (!action || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const here = placed[focused];
    switch (action) {
      case 'in': return zoom(1.5);
      case 'out': return zoom(1 / 1.5);
      case 'fit': return time.fit();
      // As in a tree: right unfolds, left folds, where there is something to fold.
      case 'right': return here && here.children > 0 && !here.open ? model.toggle(here.row.key) : pan(0.15);
      case 'left': return here?.open ? model.toggle(here.row.key) : pan(-0.15);
      case 'open': {
        const bar = here?.row.bars.at(-1);
        return bar ? onOpen(bar.resourceId) : undefined;
      }
      case 'up':
      case 'down': {
        const next = Math.max(0, Math.min(placed.length - 1, focused + (action === 'up' ? -1 : 1)));
        setFocused(next);
        virtual.scrollToIndex(next);
      }
    }
  };
  if (input.events.length === 0) return <EmptyState icon={<ChartGantt />} title="Nothing has happened yet">Each action on each resource will be a bar here.</EmptyState>;

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <TimelineToolbar model={model} operations={input.operations} arrows={arrows} onArrows={setArrows} time={time} />
      <div className="flex shrink-0 border-b bg-surface">
        <div className={cn(NAMES, 'border-r px-4 text-xs leading-6 text-muted')}>At once</div>
        <ConcurrencyLine concurrency={concurrency} whole={whole} time={time} />
      </div>
      <div className="flex h-7 shrink-0 border-b bg-surface">
        <div className={cn(NAMES, 'border-r px-4 text-xs leading-7 text-muted')}>{rows.length} {rows.length === 1 ? 'resource' : 'resources'}</div>
        <div className="relative min-w-0 flex-1 overflow-hidden">
          <TimeAxis window={window} origin={whole.from} />
          {playback ? <Playhead window={window} playback={playback} /> : null}
        </div>
      </div>
      <div
        ref={scroller}
        tabIndex={0}
        role="treegrid"
        aria-label="Timeline. Up and down choose a resource, Enter opens it, plus and minus zoom, left and right move or fold."
        aria-rowcount={placed.length}
        onKeyDown={onKeyDown}
        onWheel={onWheel}
        className="relative min-h-0 flex-1 overflow-y-auto overflow-x-hidden focus-visible:-outline-offset-2"
      >
        <div className="relative flex" style={{ minHeight: '100%', height: virtual.getTotalSize() }}>
          <div className={cn(NAMES, 'border-r bg-surface')} />
          <div ref={pane} className="relative min-w-0 flex-1 overflow-hidden">
            <OperationBands operations={shown} window={window} now={now} />
            {arrows ? <DependencyArrows placed={placed} requirements={model.requirements} focused={focused} critical={critical} window={window} now={now} width={width} /> : null}
            {playback?.moment != null ? <div aria-hidden className="absolute inset-y-0 z-3 w-px bg-focus" style={{ left: `${((playback.moment - window.from) / (window.to - window.from)) * 100}%` }} /> : null}
          </div>
          {virtual.getVirtualItems().map((item) => {
            const each = placed[item.index];
            if (!each) return null;
            const { row } = each;
            return (
              <TimelineLane key={row.key} placed={each} index={item.index} top={item.start} focused={item.index === focused} difference={subject ? difference(row, ghosts, subject.id) : null} onOpen={onOpen} onToggle={model.toggle}>
                <GhostBars ghosts={ghosts.get(row.key) ?? []} window={window} />
                <Joins bars={row.bars} window={window} />
                {row.bars.map((bar) => (
                  <TimelineBar key={bar.id} bar={bar} name={row.name} window={window} now={now} rollback={rollbacks.has(bar.operationId)} critical={critical.has(bar.id)} onOpen={() => onOpen(bar.resourceId)} />
                ))}
              </TimelineLane>
            );
          })}
        </div>
      </div>
      <Legend />
    </div>
  );
}

const KEYS: Record<string, 'in' | 'out' | 'fit' | 'left' | 'right' | 'up' | 'down' | 'open'> = {
  '+': 'in', '=': 'in', '-': 'out', '0': 'fit', ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down', Enter: 'open',
};

function Legend() {
  return (
    <div aria-hidden className="flex h-7 shrink-0 items-center gap-4 overflow-hidden whitespace-nowrap border-t bg-surface px-4 text-xs text-muted">
      <span className="flex items-center gap-1.5"><span className="h-0.5 w-5 text-border-strong hatch-waiting" />queued</span>
      <span className="flex items-center gap-1.5"><span className="h-2.5 w-5 rounded-xs bg-status-progress hatch-progress" />running</span>
      <span className="flex items-center gap-1.5"><span className="h-2.5 w-5 rounded-xs bg-status-held hatch-held" />dots: waiting for a signal</span>
      <span className="flex items-center gap-1.5"><StatusIcon family="failed" className="size-3.5" />failed</span>
      <span className="flex items-center gap-1.5"><span className="h-2.5 w-5 rounded-xs bg-status-rollback hatch-rollback" />rolled back</span>
      <span className="flex items-center gap-1.5"><span className="h-2.5 w-5 rounded-xs bg-status-done ring-2 ring-ink" />critical path</span>
    </div>
  );
}
