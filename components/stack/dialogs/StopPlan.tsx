'use client';
import type { OperationView, StackView } from '@/lib/wire/types';
import { useOutlook } from '@/components/live/useOutlook';
import { DecisionIcon, decisionWord } from '@/components/status/decisions';
import { actionNoun, statusLabel } from '@/components/status/families';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { formatClock } from '@/components/ui/time';

/** While somebody reads what stopping would do, the run goes on: how far it is, and of which moment the list below is. */
export function HowFar({ stack, readAt }: { stack: StackView; readAt: number }) {
  return <p className="mb-3 text-sm text-muted"><span className="tabular-nums text-ink">{stack.progress.done} of {stack.progress.total}</span> are done. The run goes on while you read; what is below is worked out anew with it{readAt > 0 ? <>, last at <span className="tabular-nums">{formatClock(readAt)}</span></> : null}.</p>;
}

/** What was to be stopped has come to an end by itself. */
export function NothingToStop({ stack, operation }: { stack: StackView; operation: OperationView | undefined }) {
  const [latest] = stack.operations;
  const follows = latest !== undefined && operation !== undefined && latest.causeId === operation.id;
  return (
    <p role="status" className="text-sm">
      {operation ? `${actionNoun(operation.action)} #${operation.number}` : 'The operation'} has ended while you were reading, so there is nothing left to stop.{' '}
      <span className="text-muted">{follows ? 'It failed, and the stack is going back to how it was before.' : `The stack is now: ${statusLabel(stack)}.`}</span>
    </p>
  );
}

const NAMED = 40;

/** What stopping here leaves undone. */
export function LeftUndone({ project, stack, seq }: { project: string; stack: StackView; seq: number }) {
  const outlook = useOutlook(project, stack.id, `stop at ${seq}`);
  if (outlook === undefined) return <SkeletonRows rows={3} label="Working out what is left" />;
  const flying = new Set(stack.resources.flatMap(({ stackId, name, status }) => (stackId === stack.id && status === 'IN_PROGRESS' ? [name] : [])));
  const left = outlook.work.filter(({ name }) => !flying.has(name));
  if (left.length === 0) return <p className="text-sm text-muted">{outlook.work.length === 0 && flying.size === 0 ? 'What it has not come to stays as it is.' : 'Nothing else is waiting to begin.'}</p>;
  return (
    <section aria-label="Will not be done">
      <h3 className="text-sm font-semibold">Will not be done <span className="font-normal tabular-nums text-muted">{left.length}</span></h3>
      <ul className="mt-1 flex max-h-[30vh] flex-wrap gap-x-4 gap-y-1 overflow-y-auto text-sm" tabIndex={0} aria-label="Left undone">
        {left.slice(0, NAMED).map(({ name, type, decision }) => <li key={`${decision} ${name}`} title={`${type}: ${decisionWord(decision)}`} className="flex items-center gap-1.5"><DecisionIcon decision={decision} /><span className="font-medium">{name}</span></li>)}
        {left.length > NAMED ? <li className="text-muted">and {left.length - NAMED} more</li> : null}
      </ul>
      <p className="mt-2 text-sm text-muted">Retry goes on with {left.length === 1 ? 'it' : 'them'} later.</p>
    </section>
  );
}
