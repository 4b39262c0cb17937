import { roleRefusal } from '@/components/shell/role';
import type { Role, StackView } from '@/lib/wire/types';

export type StackCommand = 'update' | 'edit' | 'stop-rollback' | 'stop-here' | 'rollback' | 'retry' | 'suspend' | 'resume' | 'check' | 'snapshot' | 'export' | 'abandon' | 'delete';

/** What has a way back; the others can only be stopped where they are. */
const UNDOABLE: readonly string[] = ['CREATE', 'UPDATE', 'ADOPT', 'RESTORE'];

export interface CommandState {
  command: StackCommand;
  label: string;
  /** What it will do, in one sentence. */
  hint: string;
  /** Why it cannot be done now; null when it can. */
  refusal: string | null;
}

/** Every command on a stack with what it does and, where it cannot be done now, why not. */
export function availableActions(stack: StackView, role: Role): Record<StackCommand, CommandState> {
  const [latest] = stack.operations;
  const running = stack.status === 'IN_PROGRESS' || latest?.status === 'PENDING' || latest?.status === 'IN_PROGRESS';
  const deleted = stack.deletedAt !== null;
  // A check or a snapshot of a suspended stack leaves it suspended.
  const moved = stack.operations.find(({ action }) => action !== 'CHECK' && action !== 'SNAPSHOT');
  const suspended = moved?.action === 'SUSPEND' && moved.status === 'COMPLETE';
  const failed = stack.status === 'FAILED' || latest?.status === 'PAUSED';
  const general = deleted ? 'The stack is deleted.' : roleRefusal(role);
  const busy = running ? 'An operation is running. Stop it, or wait until it has ended.' : null;
  const idle = running ? null : 'Nothing is running.';
  const oneWay = latest === undefined || UNDOABLE.includes(latest.action) ? null : 'This operation has no way back. It can be stopped where it is.';
  const earlier = stack.revisions.some((revision) => revision.number !== stack.revision?.number) ? null : 'There is no other revision to go back to.';

  const make = (command: StackCommand, label: string, hint: string, ...refusals: (string | null)[]): CommandState => ({
    command, label, hint, refusal: [general, ...refusals].find((refusal) => refusal !== null) ?? null,
  });
  return {
    edit: make('edit', 'Edit in designer', 'Open its template in the designer. Deploying from there updates this stack.'),
    update: make('update', 'Update...', 'Give other values to its parameters. You see the plan first.', suspended ? 'The stack is suspended. Resume it first.' : null),
    'stop-rollback': make('stop-rollback', 'Stop and roll back', 'What is being done now finishes; then everything goes back to how it was before.', idle, oneWay),
    'stop-here': make('stop-here', 'Stop here', 'What is being done now finishes; what is done stays, nothing more begins.', idle),
    rollback: make('rollback', 'Roll back to...', 'Go back to an earlier revision. You see the plan first.', earlier, busy),
    retry: make('retry', 'Retry', 'Keep what worked and go on from what failed.', busy, failed ? null : 'Nothing has failed.'),
    suspend: make('suspend', 'Suspend', 'Pause what the stack runs, in reverse order, keeping everything.', busy, suspended ? 'It is suspended already.' : null),
    resume: make('resume', 'Resume', 'Start what was suspended.', busy, suspended ? null : 'It is not suspended.'),
    check: make('check', 'Check', 'Ask for the real state of every resource and mark what is broken. Changes nothing.', busy),
    snapshot: make('snapshot', 'Take a snapshot...', 'Keep the stack as it is now, to restore it later. Changes nothing.', busy),
    export: make('export', 'Export', 'Save the stack as a document that can be adopted, here or elsewhere.'),
    abandon: make('abandon', 'Abandon...', 'Forget the stack and leave everything it made as it is.', busy, stack.protected ? 'The stack is protected against deletion.' : null),
    delete: make('delete', 'Delete...', 'Delete every resource of the stack, in reverse order. You see the plan first.', stack.protected ? 'The stack is protected against deletion.' : null),
  };
}
