'use client';
import { operationName, operationStatus } from '@/components/status/operation';
import { Status } from '@/components/status/Status';
import { Ago } from '@/components/ui/Ago';
import { Elapsed } from '../Elapsed';
import { Settings, type SettingsProps } from './Settings';

export interface ActivityTabProps extends SettingsProps {
  onOperation: (id: string) => void;
}

/** Who did what, and what the next operations go by. */
export function ActivityTab({ stack, project, role, onOperation, onCommand, onUpdate }: ActivityTabProps) {
  const messages = new Map(stack.revisions.map((revision) => [revision.number, revision.message]));
  return (
    <div className="grid min-h-0 flex-1 auto-rows-max content-start items-start gap-6 overflow-y-auto p-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]" tabIndex={0} role="group" aria-label="Activity and settings">
      <section aria-label="Who did what" className="overflow-hidden rounded-lg border bg-surface">
        <h2 className="border-b px-4 py-2 text-sm font-semibold">Who did what</h2>
        <ol>
          {stack.operations.map((operation) => {
            const message = operation.toRevision === null || operation.action === 'ROLLBACK' ? '' : messages.get(operation.toRevision);
            return (
              <li key={operation.id} className="flex items-start gap-3 border-b px-4 py-2.5 last:border-0">
                <Status {...operationStatus(operation)} show="icon" className="mt-0.5" />
                <div className="min-w-0 flex-1">
                  <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
                    <button type="button" onClick={() => onOperation(operation.id)} title="Show what it did, over time" className="rounded-sm font-medium hover:underline">{operationName(operation)}</button>
                    <span className="text-muted">by {operation.causeId ? `Hearth, after a failure of ${operation.actor}` : operation.actor}</span>
                    {operation.fromRevision === operation.toRevision ? null : <span className="text-muted">from {operation.fromRevision === null ? 'nothing' : `r${operation.fromRevision}`} to {operation.toRevision === null ? 'nothing' : `r${operation.toRevision}`}</span>}
                  </p>
                  {message ? <p className="text-sm text-muted">{message}</p> : null}
                  {operation.status === 'FAILED' || operation.status === 'CANCELLED' ? <p className="break-words font-mono text-xs text-muted">{operation.reason}</p> : null}
                </div>
                <div className="shrink-0 text-end text-xs text-muted"><Ago at={operation.createdAt} /><br />{operation.startedAt ? <Elapsed from={operation.startedAt} to={operation.finishedAt} className="tabular-nums" /> : 'has not begun'}</div>
              </li>
            );
          })}
        </ol>
      </section>
      <Settings stack={stack} project={project} role={role} onCommand={onCommand} onUpdate={onUpdate} />
    </div>
  );
}
