'use client';
import { Fragment } from 'react';
import type { Role, StackView } from '@/lib/wire/types';
import { usePlanOutcome } from '@/components/live/usePlanOutcome';
import { actionNoun } from '@/components/status/families';
import { StatusIcon } from '@/components/status/StatusIcon';
import type { StackCommand } from './availableActions';
import { FailureActions } from './FailureActions';
import { fullName, type NestedPaths } from './nesting';
import type { Stopped } from './stopped';

export interface StoppedBannerProps {
  project: string;
  stack: StackView;
  role: Role;
  stopped: Stopped;
  paths: NestedPaths;
  onOpen: (resourceId: string) => void;
  onCommand: (command: StackCommand) => void;
}

const NAMED = 4;

/** Somebody stopped the last operation: nothing failed, what is under way finishes, the rest was not begun. What was done stays. */
export function StoppedBanner({ project, stack, role, stopped: { operation, finishing }, paths, onOpen, onCommand }: StoppedBannerProps) {
  const outcome = usePlanOutcome(project, stack.id, operation);
  const going = new Set(finishing.map(({ name }) => name));
  const left = (outcome?.differing ?? []).filter(({ name, planned, actual }) => planned !== null && planned !== 'keep' && actual === 'keep' && !going.has(name)).map(({ name }) => name);
  return (
    <section aria-label="Stopped" className="relative shrink-0 border-b bg-surface py-2.5 ps-6 pe-5 before:absolute before:inset-y-0 before:start-0 before:w-1 before:bg-status-held">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <StatusIcon family="held" className="mt-0.5 size-5" />
        <div className="min-w-64 flex-1">
          <h2 className="text-base font-semibold">{actionNoun(operation.action)} #{operation.number} was stopped</h2>
          <p role="status" className="mt-1 text-sm text-muted">
            {finishing.length === 0 ? null : (
              <>
                {finishing.slice(0, NAMED).map((resource, index) => (
                  <Fragment key={resource.id}>{index > 0 ? ', ' : null}<button type="button" onClick={() => onOpen(resource.id)} className="rounded-sm font-medium text-ink hover:underline">{fullName(paths, resource.stackId, resource.name)}</button></Fragment>
                ))}
                {finishing.length > NAMED ? ` and ${finishing.length - NAMED} more` : null} {finishing.length === 1 ? 'was' : 'were'} under way and will finish.{' '}
              </>
            )}
            {left.length === 0 ? null : <><span className="text-ink">{left.slice(0, NAMED).join(', ')}{left.length > NAMED ? ` and ${left.length - NAMED} more` : ''}</span> {left.length === 1 ? 'was' : 'were'} not begun. </>}
            What was done stays; retry goes on with the rest.
          </p>
        </div>
        <div className="flex flex-wrap gap-2"><FailureActions stack={stack} role={role} hasLog={false} onMarkHealthy={null} onOpenLog={() => undefined} onCommand={onCommand} /></div>
      </div>
    </section>
  );
}
