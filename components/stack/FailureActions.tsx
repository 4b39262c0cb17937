'use client';
import { PencilRuler, RotateCcw, ScrollText } from 'lucide-react';
import type { Role, StackView } from '@/lib/wire/types';
import { Button } from '@/components/ui/Button';
import { availableActions, type StackCommand } from './availableActions';

export interface FailureActionsProps {
  stack: StackView;
  role: Role;
  hasLog: boolean;
  onOpenLog: () => void;
  onCommand: (command: StackCommand) => void;
}

/** What one can do about a failure now. */
export function FailureActions({ stack, role, hasLog, onOpenLog, onCommand }: FailureActionsProps) {
  const actions = availableActions(stack, role);
  return (
    <>
      {hasLog ? <Button size="sm" onClick={onOpenLog}><ScrollText aria-hidden />Open log</Button> : null}
      {actions.retry.refusal === null ? <Button size="sm" onClick={() => onCommand('retry')}><RotateCcw aria-hidden />Retry</Button> : null}
      {actions.edit.refusal === null ? <Button size="sm" onClick={() => onCommand('edit')}><PencilRuler aria-hidden />Fix in designer</Button> : null}
    </>
  );
}
