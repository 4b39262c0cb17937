'use client';
import { useMemo } from 'react';
import { Status } from '@/components/status/Status';
import { operationName } from '@/components/status/operation';
import { Cell, HeadCell } from '@/components/ui/Table';
import { formatClock, formatDuration } from '@/components/ui/time';
import { cn } from '@/components/ui/cn';
import { useNarrow } from '@/components/ui/useNarrow';
import { useVirtualRows } from '@/components/ui/useVirtualRows';
import { barTimes } from './barWords';
import type { TimelineModel } from './useTimeline';

const COLUMNS = 'grid-cols-[minmax(150px,2fr)_100px_150px_100px_90px_90px_90px_80px_110px]';
const HEADS: readonly string[] = ['Resource', 'Operation', 'State', 'Began', 'Waited before', 'Waited in it', 'Took', 'Of it all', 'To spare'];

/** What a telephone has room for. */
const NARROW = 'grid-cols-[minmax(0,1fr)_116px_60px]';
const NARROW_HEADS: readonly string[] = ['Resource', 'State', 'Took'];

/** The timeline without its picture: each bar a row, with the same data. */
export function TimelineTable({ model, now, whole, onOpen }: { model: TimelineModel; now: number; whole: number; onOpen: (resourceId: string) => void }) {
  const { placed, operations, critical, slack } = model;
  const bars = useMemo(() => placed.flatMap(({ row }) => row.bars.map((bar) => ({ row, bar }))), [placed]);
  const names = useMemo(() => new Map(operations.map((operation) => [operation.id, operationName(operation)])), [operations]);
  const { scroller, rows } = useVirtualRows(bars.length, 32);
  const narrow = useNarrow();
  const columns = narrow ? NARROW : COLUMNS;
  return (
    <div ref={scroller} role="table" aria-label="Timeline as a table" aria-rowcount={bars.length + 1} tabIndex={0} className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2">
      <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
        <div role="row" className={cn('grid h-8 items-center gap-4 border-b px-4 md:min-w-[1060px]', columns)}>{(narrow ? NARROW_HEADS : HEADS).map((head) => <HeadCell key={head}>{head}</HeadCell>)}</div>
      </div>
      <div role="rowgroup" className="relative md:min-w-[1060px]" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const each = bars[item.index];
          if (!each) return null;
          const { row, bar } = each;
          const times = barTimes(bar, bar.end ?? now);
          const spare = slack.get(bar.id);
          return (
            <div key={bar.id} role="row" aria-rowindex={item.index + 2} className={cn('absolute inset-x-0 grid h-8 items-center gap-4 border-b border-border/60 px-4 hover:bg-hover', columns)} style={{ top: item.start }}>
              <Cell><button type="button" onClick={() => onOpen(bar.resourceId)} title={row.key} className="max-w-full truncate rounded-sm font-medium hover:underline">{row.key.replaceAll('/', ' / ')}</button></Cell>
              {narrow ? null : <Cell className="text-muted">{names.get(bar.operationId)}</Cell>}
              <Cell title={bar.reason}><Status action={bar.action} status={bar.status} /></Cell>
              {narrow ? null : (
                <>
                  <Cell className="font-mono text-xs tabular-nums text-muted">{formatClock(bar.start, true)}</Cell>
                  <Cell className="tabular-nums text-muted">{times.queued > 0 ? formatDuration(times.queued) : ''}</Cell>
                  <Cell className="tabular-nums text-muted">{times.held + times.hook > 0 ? formatDuration(times.held + times.hook) : ''}</Cell>
                </>
              )}
              <Cell className="tabular-nums">{formatDuration(times.took)}{bar.retries.length > 0 ? ` ×${bar.retries.length + 1}` : ''}</Cell>
              {narrow ? null : (
                <>
                  <Cell className="tabular-nums text-muted">{whole > 0 ? `${Math.round((times.took / whole) * 100)} %` : ''}</Cell>
                  <Cell className="tabular-nums text-muted">{critical.has(bar.id) ? <span className="font-medium text-ink">critical</span> : spare === undefined ? '' : formatDuration(spare)}</Cell>
                </>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
