'use client';
import type { ReactNode } from 'react';
import type { StackView } from '@/lib/wire/types';
import { Progress } from '@/components/status/Progress';
import { Status } from '@/components/status/Status';
import { actionNoun, familyOf } from '@/components/status/families';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { Elapsed } from './Elapsed';
import { PlanOutcome } from './PlanOutcome';

/** Name and state of a stack, how far its operation is, who asked for it, and what can be done. */
export function StackHeader({ stack, project, actions }: { stack: StackView; project: string; actions: ReactNode }) {
  const [operation] = stack.operations;
  const running = stack.status === 'IN_PROGRESS';
  const { done, total } = stack.progress;
  return (
    <header className="shrink-0 border-b bg-surface px-5 pb-3 pt-3.5">
      <div className="flex items-center gap-x-4 gap-y-2 max-lg:flex-wrap">
        <div className="min-w-0 flex-1 max-lg:basis-full">
          <div className="flex min-w-0 items-center gap-3">
            <h1 className="truncate text-xl font-semibold tracking-tight">{stack.name}</h1>
            <Status action={stack.action} status={stack.status} className="text-sm font-medium" />
            {stack.revision ? <Badge title="Revision">r{stack.revision.number}</Badge> : null}
            {stack.tags.map((tag) => <Badge key={tag}>{tag}</Badge>)}
          </div>
          <p className="mt-1 flex flex-wrap items-center gap-x-1.5 text-sm text-muted">
            {operation ? (
              <>
                {total > 0 ? <><span className="tabular-nums text-ink">{done} of {total}</span><Dot /></> : null}
                <Elapsed from={operation.startedAt ?? operation.createdAt} to={operation.finishedAt} className="tabular-nums" />
                <Dot />
                <span>{actionNoun(operation.action)} #{operation.number} by {operation.actor}</span>
                <Ago at={operation.createdAt} />
                {operation.fromRevision !== operation.toRevision ? <><Dot /><span>{revisionName(operation.fromRevision)} to {revisionName(operation.toRevision)}</span></> : null}
                <PlanOutcome project={project} stackId={stack.id} operation={operation} />
              </>
            ) : 'Nothing has been done yet.'}
          </p>
        </div>
        <div className="flex shrink-0 items-center gap-2">{actions}</div>
      </div>
      {running ? <Progress done={done} total={total} family={familyOf(stack)} label={`${done} of ${total} resources`} className="mt-3" /> : null}
    </header>
  );
}

function Dot() {
  return <span aria-hidden className="text-faint">·</span>;
}

function revisionName(number: number | null): string {
  return number === null ? 'nothing' : `r${number}`;
}
