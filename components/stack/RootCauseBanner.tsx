'use client';
import type { ReactNode } from 'react';
import type { LogChunk } from '@/lib/wire/types';
import { StatusIcon } from '@/components/status/StatusIcon';
import { Status } from '@/components/status/Status';
import { actionNoun } from '@/components/status/families';
import { CopyButton } from '@/components/ui/CopyButton';
import { formatDuration, formatClock } from '@/components/ui/time';
import { LogText } from '@/components/deployments/LogText';
import { logLines } from '@/components/deployments/logLines';
import type { RootCause } from './rootCause';

export interface RootCauseBannerProps {
  cause: RootCause;
  /** Output of the failing script, when a script failed. */
  chunks: readonly LogChunk[];
  exitCode: number | null;
  actions: ReactNode;
  onOpen: () => void;
}

const TAIL = 8;

/** First what failed and why, with the last words of its script; then what happened next and what one can do. It stays after the rollback. */
export function RootCauseBanner({ cause, chunks, exitCode, actions, onOpen }: RootCauseBannerProps) {
  const { operation, rollback, resourceName, alsoFailed } = cause;
  const lines = logLines(chunks);
  const errors = lines.filter((line) => line.stream === 'stderr');
  const tail = (errors.length > 0 ? errors : lines).slice(-TAIL);
  return (
    <section aria-label="What failed" role="alert" className="relative shrink-0 border-b bg-surface py-3 pl-6 pr-5 before:absolute before:inset-y-0 before:left-0 before:w-1 before:bg-status-failed">
      <div className="flex items-start gap-3">
        <StatusIcon family="failed" className="mt-0.5 size-5" />
        <div className="min-w-0 flex-1">
          <h2 className="text-base font-semibold">
            {resourceName ? (
              <button type="button" onClick={onOpen} className="rounded-sm font-mono underline decoration-border-strong underline-offset-4 hover:decoration-ink">{resourceName}</button>
            ) : `${actionNoun(operation.action)} #${operation.number}`}{' '}
            failed{cause.took !== null ? ` after ${formatDuration(cause.took)}` : ''}
            {exitCode !== null && exitCode !== 0 ? `: its script ended with code ${exitCode}` : ''}
          </h2>
          <div className="mt-1 flex items-start gap-1">
            <p className="max-h-24 min-w-0 overflow-y-auto whitespace-pre-wrap break-words font-mono text-xs text-muted" tabIndex={0}>{cause.message || 'No reason was given.'}</p>
            <CopyButton text={cause.message} label="Copy the message" className="-my-1 size-6" />
          </div>
          {tail.length > 0 ? (
            <div className="mt-2 max-w-4xl overflow-x-auto rounded-md border bg-code px-3 py-2" data-testid="failure-log" tabIndex={0} role="group" aria-label={errors.length > 0 ? 'Last lines of standard error' : 'Last lines of output'}>
              {tail.map((line) => <LogText key={line.number} line={line} />)}
            </div>
          ) : null}
          <p className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            <span className="text-muted">{actionNoun(operation.action)} #{operation.number} by {operation.actor}, {formatClock(cause.at)}</span>
            {alsoFailed.length > 0 ? <span className="text-muted">Also failed: {alsoFailed.slice(0, 5).join(', ')}{alsoFailed.length > 5 ? ` and ${alsoFailed.length - 5} more` : ''}</span> : null}
            <WhatNext cause={cause} rollback={rollback} />
          </p>
        </div>
        <div className="flex shrink-0 flex-wrap justify-end gap-2">{actions}</div>
      </div>
    </section>
  );
}

function WhatNext({ cause, rollback }: { cause: RootCause; rollback: RootCause['rollback'] }) {
  if (rollback) {
    const target = rollback.toRevision === null ? 'nothing: what was created is deleted' : `revision r${rollback.toRevision}`;
    const status = rollback.status === 'COMPLETE' ? 'COMPLETE' : rollback.status === 'FAILED' ? 'FAILED' : 'IN_PROGRESS';
    return <Status action="ROLLBACK" status={status} label={status === 'COMPLETE' ? `Rolled back to ${target}` : status === 'FAILED' ? `The rollback to ${target} failed too` : `Rolling back to ${target}`} />;
  }
  if (cause.operation.status === 'PAUSED') return <Status action="SUSPEND" status="COMPLETE" label="Paused: retry, update, or roll back" />;
  if (cause.operation.status === 'FAILED') return <span className="text-muted">What had worked was kept. Retry goes on from here.</span>;
  return <span className="text-muted">What is being done now finishes first.</span>;
}
