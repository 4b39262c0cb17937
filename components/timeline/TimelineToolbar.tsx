'use client';
import { memo } from 'react';
import { Clock, Maximize, Route, Table2, ZoomIn, ZoomOut } from 'lucide-react';
import type { OperationView } from '@/lib/wire/types';
import { actionNoun } from '@/components/status/families';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Select } from '@/components/ui/Select';
import { formatDuration } from '@/components/ui/time';
import { beginOf } from './comparison';
import { isRowOrder, ROW_ORDERS } from './order';
import type { TimelineModel } from './useTimeline';
import type { TimeWindowControls } from './useTimeWindow';

export interface TimelineToolbarProps {
  model: TimelineModel;
  /** All there are, the newest first. */
  operations: readonly OperationView[];
  arrows: ArrowChoice;
  onArrows: (arrows: ArrowChoice) => void;
  /** The same data as a table of text. */
  asTable: boolean;
  onTable: (on: boolean) => void;
  time: TimeWindowControls;
}

export type ArrowChoice = 'none' | 'chosen' | 'critical' | 'all';
const ARROWS: readonly { value: ArrowChoice; label: string }[] = [
  { value: 'none', label: 'No dependencies' }, { value: 'chosen', label: 'Of the chosen row' }, { value: 'critical', label: 'Of the critical path' }, { value: 'all', label: 'All dependencies' },
];

const TOGGLE = 'aria-pressed:bg-selected aria-pressed:text-ink';
/** A choice of a list has to have a value; this one stands for no comparison. */
const NOTHING = 'nothing';

/** What is shown and how: operations, order, critical path, comparison, part of the time. */
export function TimelineToolbar({ model: { choice, choose, criticalTotal, earlier, subject, spare }, operations, arrows, onArrows, asTable, onTable, time }: TimelineToolbarProps) {
  return (
    <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b px-4 py-1.5">
      <Choices choice={choice} choose={choose} criticalTotal={criticalTotal} earlier={earlier} subject={subject} spare={spare} operations={operations} arrows={arrows} onArrows={onArrows} asTable={asTable} onTable={onTable} />
      {asTable ? null : (
        <div className="ms-auto flex items-center gap-2">
          <span className="text-xs tabular-nums text-muted">{formatDuration(time.window.to - time.window.from)}</span>
          <IconButton label="Zoom out" keys="timeline:-" icon={<ZoomOut />} onClick={() => time.zoom(1 / 1.5)} />
          <IconButton label="Zoom in" keys="timeline:+" icon={<ZoomIn />} onClick={() => time.zoom(1.5)} />
          <IconButton label="Show everything" keys="timeline:0" icon={<Maximize />} onClick={time.fit} disabled={time.fitted} />
        </div>
      )}
    </div>
  );
}

type ChoicesProps = Omit<TimelineToolbarProps, 'model' | 'time'> & Pick<TimelineModel, 'choice' | 'choose' | 'criticalTotal' | 'earlier' | 'subject' | 'spare'>;

/** Everything but the part of the time: while that is zoomed and moved, these stay. */
const Choices = memo(function Choices({ choice, choose, criticalTotal, earlier, subject, spare, operations, arrows, onArrows, asTable, onTable }: ChoicesProps) {
  return (
    <>
      <Select aria-label="Operations shown" value={choice.operations} onChange={(value) => choose({ operations: value })} className="h-7 w-36 text-xs" options={[
        { value: 'current', label: 'Last operation' },
        { value: 'all', label: `All ${operations.length} operations` },
        ...operations.map((operation) => ({ value: operation.id, label: `${operationName(operation)} by ${operation.actor}` })),
      ]} />
      <Select aria-label="Order of rows" value={choice.order} onChange={(value) => (isRowOrder(value) ? choose({ order: value }) : undefined)} className="h-7 w-36 text-xs" options={Object.entries(ROW_ORDERS).map(([value, label]) => ({ value, label }))} />
      <Select
        aria-label="Compare with an earlier operation"
        value={choice.compareTo ?? NOTHING}
        onChange={(value) => choose({ compareTo: value === NOTHING ? null : value })}
        disabled={earlier.length === 0}
        className="h-7 w-40 text-xs"
        options={[
          { value: NOTHING, label: earlier.length === 0 ? 'Nothing to compare' : 'Compare with...' },
          ...earlier.map((operation) => ({ value: operation.id, label: `${operationName(operation)}${lengthOf(operation)}${operation.status === 'FAILED' ? ', failed' : ''}` })),
        ]}
      />
      <Button size="sm" variant="quiet" aria-pressed={choice.critical} onClick={() => choose({ critical: !choice.critical })} className={TOGGLE} title={`The chain of actions that decided how long it took${spare === null ? '' : `. The next best one had ${formatDuration(spare)} to spare`}`}>
        <Route aria-hidden />Critical path{choice.critical && criticalTotal !== null && subject?.finishedAt ? <span className="tabular-nums text-muted">{formatDuration(criticalTotal)}{spare === null ? null : <span className="max-2xl:hidden">, next best slack {formatDuration(spare)}</span>}</span> : null}
      </Button>
      {asTable ? null : <Select aria-label="Dependencies" value={arrows} onChange={(value) => onArrows(ARROWS.find((each) => each.value === value)?.value ?? 'none')} className="h-7 w-40 text-xs" options={ARROWS} />}
      <Button size="sm" variant="quiet" aria-pressed={choice.clock} onClick={() => choose({ clock: !choice.clock })} className={TOGGLE} title="Times of the day, or times since the beginning"><Clock aria-hidden /><span className="max-2xl:sr-only">Clock</span></Button>
      <Button size="sm" variant="quiet" aria-pressed={asTable} onClick={() => onTable(!asTable)} className={TOGGLE} title="The same as a table of text"><Table2 aria-hidden /><span className="max-2xl:sr-only">Table</span></Button>
    </>
  );
});

function operationName(operation: OperationView): string {
  return `${actionNoun(operation.action)} #${operation.number}`;
}

function lengthOf(operation: OperationView): string {
  return operation.finishedAt ? `, ${formatDuration(Date.parse(operation.finishedAt) - beginOf(operation))}` : '';
}
