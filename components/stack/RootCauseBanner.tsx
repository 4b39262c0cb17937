'use client';
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import { ChevronDown, ChevronRight, ChevronUp } from 'lucide-react';
import type { SimilarFailure } from '@/lib/wire/types';
import { StatusIcon } from '@/components/status/StatusIcon';
import { Status } from '@/components/status/Status';
import { actionNoun } from '@/components/status/families';
import { Ago } from '@/components/ui/Ago';
import { CopyButton } from '@/components/ui/CopyButton';
import { IconButton } from '@/components/ui/IconButton';
import { formatDuration, formatClock } from '@/components/ui/time';
import { LogText } from '@/components/deployments/LogText';
import type { LogLines } from '@/components/live/logBuffer';
import type { Aftermath, RootCause } from './rootCause';

export interface RootCauseBannerProps {
  cause: RootCause;
  /** Names of the nested stacks' resources that lead to the one that failed, the outermost first. */
  path: readonly string[];
  aftermath: Aftermath;
  /** Resources that the plan spoke of and that were not come to. */
  notAttempted: readonly string[];
  similar: readonly SimilarFailure[];
  /** Output of the failing script, when a script failed. */
  log: LogLines;
  exitCode: number | null;
  actions: ReactNode;
  /** Opens a resource by its place in the tree: `path` and the failed one itself. */
  onOpen: (depth: number) => void;
  onOpenSimilar: (failure: SimilarFailure) => void;
}

const TAIL = 20;

/** First what failed and why, with the last words of its script; then what happened next and what one can do. It stays after the rollback. */
export function RootCauseBanner({ cause, path, aftermath, notAttempted, similar, log, exitCode, actions, onOpen, onOpenSimilar }: RootCauseBannerProps) {
  const { operation, rollback, resourceName } = cause;
  const ill = isIll(cause);
  const [open, setOpen] = useState(true);
  const tail = Array.from({ length: Math.min(TAIL, log.length) }, (_, index) => log.line(log.length - Math.min(TAIL, log.length) + index));
  return (
    <section aria-label="What failed" role="alert" className="relative max-h-[55vh] shrink-0 overflow-y-auto border-b bg-surface py-3 ps-6 pe-5 before:absolute before:inset-y-0 before:start-0 before:w-1 before:bg-status-failed">
      <div className="flex items-start gap-x-3">
        <StatusIcon family="failed" className="mt-0.5 size-5" />
        <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-3 gap-y-2">
          <div className="min-w-[min(100%,26rem)] flex-1">
            <h2 className="flex flex-wrap items-center gap-x-1 text-base font-semibold">
              {resourceName ? (
                <>
                  {path.map((name, depth) => (
                    <Fragment key={depth}>
                      <button type="button" onClick={() => onOpen(depth)} className="rounded-sm font-mono font-normal text-muted underline decoration-border-strong underline-offset-4 hover:decoration-ink">{name}</button>
                      <ChevronRight aria-hidden className="size-4 shrink-0 text-faint" />
                    </Fragment>
                  ))}
                  <button type="button" onClick={() => onOpen(path.length)} className="rounded-sm font-mono underline decoration-border-strong underline-offset-4 hover:decoration-ink">{resourceName}</button>
                </>
              ) : `${actionNoun(operation.action)} #${operation.number}`}{' '}
              <span>
                {ill ? 'is unhealthy' : 'failed'}{!ill && cause.took !== null ? ` after ${formatDuration(cause.took)}` : ''}
                {exitCode !== null && exitCode !== 0 ? `: its script ended with code ${exitCode}` : ''}
              </span>
            </h2>
            <div className="mt-1 flex items-start gap-1">
              <p className="max-h-24 min-w-0 overflow-y-auto whitespace-pre-wrap break-words font-mono text-xs text-muted" tabIndex={0}>{cause.message || 'No reason was given.'}</p>
              <CopyButton text={cause.message} label="Copy the message" className="-my-1 size-6" />
            </div>
            <p className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
              <WhatNext cause={cause} rollback={rollback} />
              <span className="text-muted">{ill ? '' : `${actionNoun(operation.action)} #${operation.number} by ${operation.actor}, `}{formatClock(cause.at)}</span>
            </p>
            {cause.brokeOff ? <p className="mt-1 max-h-16 overflow-y-auto whitespace-pre-wrap break-words font-mono text-xs text-muted" tabIndex={0} aria-label="Why the rollback failed">{cause.brokeOff.message || `${cause.brokeOff.resourceName} failed.`}</p> : null}
          </div>
          <div className="flex flex-wrap items-center gap-2">
            {actions}
            <IconButton label={open ? 'Show less of the failure' : 'Show more of the failure'} icon={open ? <ChevronUp /> : <ChevronDown />} aria-expanded={open} onClick={() => setOpen(!open)} className="size-7" />
          </div>
          {open ? (
            <div className="min-w-0 basis-full">
              {tail.length > 0 ? <Tail label={`Last ${tail.length} lines of output`}>{tail.map((line) => <LogText key={line.number} line={line} />)}</Tail> : null}
              <ul className="mt-2 flex flex-col gap-0.5 text-sm text-muted empty:hidden" aria-label="What else it meant">
                <Names list={aftermath.alsoFailed} one="also failed with it" many="also failed with it" />
                <Names list={notAttempted} one="was not attempted" many="were not attempted" />
                <Names list={aftermath.finishedAfter} one="finished after the failure: what is under way is not cancelled" many="finished after the failure: what is under way is not cancelled" />
                <Names list={aftermath.dependents.filter((name) => !notAttempted.includes(name))} one="depends on it" many="depend on it" />
                {similar.length > 0 ? (
                  <li className="flex flex-wrap items-baseline gap-x-1.5">
                    <span>Failed like this before:</span>
                    {similar.map((each) => (
                      <button key={each.operationId} type="button" onClick={() => onOpenSimilar(each)} title={each.reason} className="rounded-sm text-ink underline decoration-border-strong underline-offset-4 hover:decoration-ink">
                        {each.stackName} {actionNoun(each.action)} #{each.number}, <Ago at={each.at} />
                      </button>
                    ))}
                  </li>
                ) : null}
              </ul>
            </div>
          ) : null}
        </div>
      </div>
    </section>
  );
}

/** The end of the output, scrolled to its end. */
function Tail({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  });
  return <div ref={box} className="mt-2 max-h-[min(10rem,24vh)] max-w-5xl overflow-auto rounded-md border bg-code px-3 py-2" data-testid="failure-log" tabIndex={0} role="group" aria-label={label}>{children}</div>;
}

const NAMED = 4;

function Names({ list, one, many }: { list: readonly string[]; one: string; many: string }) {
  if (list.length === 0) return null;
  const named = list.slice(0, NAMED).join(', ');
  return <li title={list.length > NAMED ? list.join(', ') : undefined}><span className="text-ink">{named}{list.length > NAMED ? ` and ${list.length - NAMED} more` : ''}</span> {list.length === 1 ? one : many}</li>;
}

/** Nothing that was done failed: somebody says of a resource that it is not well, or it was found so. */
function isIll({ operation, rollback, resourceName }: RootCause): boolean {
  return operation.status === 'COMPLETE' && rollback === null && resourceName !== null;
}

function WhatNext({ cause, rollback }: { cause: RootCause; rollback: RootCause['rollback'] }) {
  if (rollback) {
    const target = rollback.toRevision === null ? 'nothing: what was created is deleted' : `revision r${rollback.toRevision}`;
    const status = rollback.status === 'COMPLETE' ? 'COMPLETE' : rollback.status === 'FAILED' ? 'FAILED' : 'IN_PROGRESS';
    return <Status wraps action="ROLLBACK" status={status} label={status === 'COMPLETE' ? `Rolled back to ${target}` : status === 'FAILED' ? `The rollback to ${target} failed too. Retry it, update to something good, or delete.` : `Rolling back to ${target}`} />;
  }
  if (cause.operation.status === 'PAUSED') return <Status action="SUSPEND" status="COMPLETE" label="Paused: retry, update, or roll back" />;
  if (cause.operation.status === 'FAILED') return <span className="text-muted">What had worked was kept. Retry goes on from here.</span>;
  if (isIll(cause)) return <span className="text-muted">The next update makes it anew.</span>;
  return <span className="text-muted">What is being done now finishes first.</span>;
}
