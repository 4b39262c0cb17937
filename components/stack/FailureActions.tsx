'use client';
import { HeartPulse, PencilRuler, RotateCcw, ScrollText, Trash2, Undo2 } from 'lucide-react';
import type { Role, StackView } from '@/lib/wire/types';
import { Button } from '@/components/ui/Button';
import { Tooltip } from '@/components/ui/Tooltip';
import { availableActions, type StackCommand } from './availableActions';

export interface FailureActionsProps {
  stack: StackView;
  role: Role;
  hasLog: boolean;
  /** Asks to take the failed resource for well; null where it does not exist, or is not failed any more. */
  onMarkHealthy: (() => void) | null;
  onOpenLog: () => void;
  onCommand: (command: StackCommand) => void;
}

/** What one can do about a failure now. Each opens what it will do; what cannot be done says why. */
export function FailureActions({ stack, role, hasLog, onMarkHealthy, onOpenLog, onCommand }: FailureActionsProps) {
  const actions = availableActions(stack, role);
  const button = (command: StackCommand, label: string, Icon: typeof RotateCcw) => {
    const { refusal, hint } = actions[command];
    return (
      <Tooltip label={refusal ?? hint}>
        <Button size="sm" aria-disabled={refusal !== null} onClick={() => (refusal === null ? onCommand(command) : undefined)}><Icon aria-hidden />{label}</Button>
      </Tooltip>
    );
  };
  const failed = stack.status === 'FAILED' || stack.operations[0]?.status === 'PAUSED';
  return (
    <>
      {hasLog ? <Button size="sm" onClick={onOpenLog}><ScrollText aria-hidden />Open log</Button> : null}
      {failed ? button('retry', 'Retry from here', RotateCcw) : null}
      {button('edit', 'Edit and update', PencilRuler)}
      {failed && actions.rollback.refusal === null ? button('rollback', 'Roll back...', Undo2) : null}
      {failed && (stack.action === 'ROLLBACK' || actions.rollback.refusal !== null) ? button('delete', 'Delete...', Trash2) : null}
      {onMarkHealthy ? <Button size="sm" onClick={onMarkHealthy} title="What failed stays as it is and counts as well, so that what needs it can go on. You see first what a retry would do then."><HeartPulse aria-hidden />Mark healthy...</Button> : null}
    </>
  );
}
