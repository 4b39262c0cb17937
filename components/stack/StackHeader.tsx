'use client';
import { type ReactNode, useMemo, useRef } from 'react';
import type { EventLog } from '@/components/live/eventLog';
import type { OperationView, ResourceView, StackView } from '@/lib/wire/types';
import { useOutlook } from '@/components/live/useOutlook';
import { useNow } from '@/components/live/useNow';
import { SegmentedProgress } from '@/components/status/SegmentedProgress';
import { Status } from '@/components/status/Status';
import { hookOf } from '@/components/status/families';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { formatDuration } from '@/components/ui/time';
import { Elapsed } from './Elapsed';
import { expectedLength } from './eta';
import { OperationPicker } from './OperationPicker';
import { PlanOutcome } from './PlanOutcome';
import { finishedIn, lengthsIn, remaining, usualLengths } from './remaining';
import { useStackMark } from './useStackMark';

export interface StackHeaderProps {
  stack: StackView;
  project: string;
  actions: ReactNode;
  /** The operation that the views are about; null: the last one. */
  operation: OperationView | null;
  onOperation: (id: string | null) => void;
  /** Resources of the stack itself, without what is nested in it. */
  resources: readonly ResourceView[];
  events: EventLog;
}

/** Name and state of a stack, how far its operation is and how long it will take, who asked for it, and what can be done. */
export function StackHeader({ stack, project, actions, operation: chosen, onOperation, resources, events }: StackHeaderProps) {
  const [latest] = stack.operations;
  const operation = chosen ?? latest;
  const running = stack.status === 'IN_PROGRESS';
  // All that is left waits for somebody: then so does the stack.
  const held = running && resources.every(({ status }) => status !== 'IN_PROGRESS') ? (resources.find(({ waitingFor }) => hookOf(waitingFor) !== null)?.waitingFor ?? null) : null;
  const title = useRef<HTMLDivElement>(null);
  useStackMark({ ...stack, waitingFor: held }, title);
  const { done, total } = stack.progress;
  const current = operation !== undefined && operation.id === latest?.id;
  return (
    <header className="shrink-0 border-b bg-surface px-5 pb-3 pt-3">
      <div className="flex items-center gap-x-4 gap-y-2 max-lg:flex-wrap">
        <div className="min-w-0 flex-1 max-lg:basis-full">
          <div ref={title} className="flex min-w-0 items-center gap-3">
            <h1 className="truncate text-xl font-semibold tracking-tight">{stack.name}</h1>
            <Status action={stack.action} status={stack.status} waitingFor={held} className="text-sm font-medium" />
            {stack.revision ? <Badge title="Revision">r{stack.revision.number}</Badge> : null}
            {stack.tags.map((tag) => <Badge key={tag}>{tag}</Badge>)}
          </div>
          <div className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-sm text-muted">
            {operation ? (
              <>
                {current && total > 0 ? <><span className="tabular-nums text-ink">{done} of {total}</span><Dot /></> : null}
                <Elapsed from={operation.startedAt ?? operation.createdAt} to={operation.finishedAt} className="tabular-nums" />
                {operation.finishedAt === null ? <Expected project={project} stack={stack} operation={operation} resources={resources} events={events} /> : null}
                <Dot />
                <OperationPicker operations={stack.operations} chosen={operation} onChoose={(id) => onOperation(id === latest?.id ? null : id)} />
                <Ago at={operation.createdAt} />
                {operation.fromRevision !== operation.toRevision ? <><Dot /><span>from {revisionName(operation.fromRevision)} to {revisionName(operation.toRevision)}</span></> : null}
                {operation.status === 'COMPLETE' ? <PlanOutcome project={project} stackId={stack.id} operation={operation} /> : null}
                {current ? null : <button type="button" onClick={() => onOperation(null)} className="ms-1 rounded-sm text-ink underline decoration-border-strong underline-offset-4 hover:decoration-ink">Back to the last one</button>}
              </>
            ) : 'Nothing has been done yet.'}
          </div>
        </div>
        <div className="flex shrink-0 flex-wrap items-center gap-2 max-md:shrink">{actions}</div>
      </div>
      {running ? <SegmentedProgress items={resources} done={done} total={total} label={`${done} of ${total} resources`} className="mt-3" /> : null}
    </header>
  );
}

/** How long it will take in all: from what it has left to do, or, where that is not known, from how long such operations took before. */
function Expected({ project, stack, operation, resources, events }: Pick<StackHeaderProps, 'project' | 'stack' | 'resources' | 'events'> & { operation: OperationView }) {
  const now = useNow(1000);
  const outlook = useOutlook(project, stack.id, operation.startedAt === null ? null : operation.id);
  const own = useMemo(() => events.ofOperation(operation.id), [operation.id, events]);
  const usual = useMemo(() => usualLengths(outlook?.lengths ?? [], lengthsIn(operation.id, own)), [outlook, operation.id, own]);
  const finished = useMemo(() => finishedIn(operation.id, stack.id, own), [operation.id, stack.id, own]);
  const begun = Date.parse(operation.startedAt ?? operation.createdAt);
  const left = outlook && now > 0 ? remaining(outlook, usual, operation, resources, finished, now) : null;
  // Nobody knows when somebody lets it go on.
  if (resources.some(({ waitingFor }) => hookOf(waitingFor) !== null)) return null;
  // Nothing but what takes longer than it ever did.
  if (left !== null && formatDuration(now - begun + left.left) === formatDuration(now - begun)) return left.long ? <span>longer than usual</span> : null;
  if (left !== null) return <span className="tabular-nums" title="From what is left to do, and how long the like of it took before">of about {formatDuration(now - begun + left.left)}{left.long ? ', longer than usual' : ''}</span>;
  const expected = expectedLength(operation, stack.operations);
  if (expected === null) return null;
  const over = now > 0 && now - begun > Math.max(2 * expected, expected + 5000);
  return <span className="tabular-nums" title="The median of the last operations of this kind that succeeded">of about {formatDuration(expected)}{over ? ', longer than usual' : ''}</span>;
}

function Dot() {
  return <span aria-hidden className="text-faint">·</span>;
}

function revisionName(number: number | null): string {
  return number === null ? 'nothing' : `r${number}`;
}
