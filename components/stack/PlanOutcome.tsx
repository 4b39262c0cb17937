'use client';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { OperationView } from '@/lib/wire/types';
import { usePlanOutcome } from '@/components/live/usePlanOutcome';
import { DecisionIcon, decisionWord } from '@/components/status/decisions';

/** Whether the operation did what its plan had said, and where it did not. */
export function PlanOutcome({ project, stackId, operation }: { project: string; stackId: string; operation: OperationView }) {
  const outcome = usePlanOutcome(project, stackId, operation);
  if (outcome === null) return null;
  const { resources, differing } = outcome;
  if (differing.length === 0) {
    return (
      <span className="flex items-center gap-1" title={`All ${resources} resources came as the plan had said`}>
        <span aria-hidden className="text-faint">·</span><CircleCheck aria-hidden className="size-3.5 text-status-done" />as planned
      </span>
    );
  }
  return (
    <Popover.Root>
      <span aria-hidden className="text-faint">·</span>
      <Popover.Trigger className="flex items-center gap-1 rounded-sm underline decoration-border-strong underline-offset-4 hover:decoration-ink">
        <TriangleAlert aria-hidden className="size-3.5 text-status-held" />{differing.length} of {resources} not as planned
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content sideOffset={6} align="start" collisionPadding={8} aria-label="What came otherwise than planned" className="z-50 max-h-80 w-96 animate-appear overflow-y-auto rounded-md bg-raised p-3 text-sm shadow-raised">
          <ul className="flex flex-col gap-1.5">
            {differing.map(({ name, planned, actual }) => (
              <li key={name} className="flex items-center gap-2">
                <DecisionIcon decision={actual} />
                <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
                <span className="text-xs text-muted">{planned === null ? 'not in the plan' : `planned: ${decisionWord(planned)}`}, was: {decisionWord(actual)}</span>
              </li>
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
