import type { EventAction, Status } from '@/lib/engine/states';

/** Six families, each with its own silhouette, icon and words; the hue only repeats what those say. */
export type Family = 'waiting' | 'progress' | 'done' | 'failed' | 'rollback' | 'held';

export interface StatusInput {
  action: EventAction;
  status: Status;
  /** What an action in progress waits for: a signal, an agent, a time. */
  waitingFor?: string | null;
}

/** The breakpoint that something is held at (`pre-create`), as the engine words it; null when it waits for something else, or for nothing. */
export function hookOf(waitingFor: string | null | undefined): string | null {
  return /^hook (\S+) to be cleared$/.exec(waitingFor ?? '')?.[1] ?? null;
}

/** The breakpoint that an event tells of: in what it waits for, or in the words that Heat has for it. */
export function hookOfEvent({ waitingFor, reason }: { waitingFor: string | null; reason: string }): string | null {
  return hookOf(waitingFor) ?? /^\w+ paused until Hook (\S+) is cleared$/.exec(reason)?.[1] ?? null;
}

export function familyOf({ action, status, waitingFor }: StatusInput): Family {
  // News, not a state: its status is that of the resource when the signal came.
  if (action === 'SIGNAL') return 'waiting';
  if (status === 'FAILED') return 'failed';
  if (hookOf(waitingFor)) return 'held';
  if (status === 'IN_PROGRESS') {
    if (waitingFor) return 'held';
    return action === 'ROLLBACK' ? 'rollback' : 'progress';
  }
  if (action === 'INIT') return 'waiting';
  if (action === 'ROLLBACK') return 'rollback';
  return action === 'SUSPEND' ? 'waiting' : 'done';
}

const IN_PROGRESS: Record<EventAction, string> = {
  INIT: 'Starting', CREATE: 'Creating', DELETE: 'Deleting', UPDATE: 'Updating', ROLLBACK: 'Rolling back', SUSPEND: 'Suspending',
  RESUME: 'Resuming', ADOPT: 'Adopting', SNAPSHOT: 'Taking snapshot', CHECK: 'Checking', RESTORE: 'Restoring', SIGNAL: 'Signalled',
};

const COMPLETE: Record<EventAction, string> = {
  INIT: 'Not started', CREATE: 'Created', DELETE: 'Deleted', UPDATE: 'Updated', ROLLBACK: 'Rolled back', SUSPEND: 'Suspended',
  RESUME: 'Resumed', ADOPT: 'Adopted', SNAPSHOT: 'Snapshot taken', CHECK: 'Checked', RESTORE: 'Restored', SIGNAL: 'Signalled',
};

const NOUN: Record<EventAction, string> = {
  INIT: 'Start', CREATE: 'Create', DELETE: 'Delete', UPDATE: 'Update', ROLLBACK: 'Rollback', SUSPEND: 'Suspend',
  RESUME: 'Resume', ADOPT: 'Adopt', SNAPSHOT: 'Snapshot', CHECK: 'Check', RESTORE: 'Restore', SIGNAL: 'Signal',
};

/** The state in one or two words. */
export function statusLabel({ action, status, waitingFor }: StatusInput): string {
  if (action === 'SIGNAL') return COMPLETE.SIGNAL;
  if (status === 'FAILED') return `${NOUN[action]} failed`;
  const hook = hookOf(waitingFor);
  if (hook) return `Held ${hook.startsWith('pre') ? 'before' : 'after'} ${hook.slice(hook.indexOf('-') + 1)}`;
  if (status === 'COMPLETE') return COMPLETE[action];
  return waitingFor ? `${IN_PROGRESS[action]}, waiting` : IN_PROGRESS[action];
}

export function actionNoun(action: EventAction): string {
  return NOUN[action];
}

/** Background of bars and stripes: colour plus the pattern that stands for it in grey. */
export const FAMILY_FILL: Record<Family, string> = {
  waiting: 'bg-status-waiting',
  progress: 'bg-status-progress hatch-progress',
  done: 'bg-status-done',
  failed: 'bg-status-failed',
  rollback: 'bg-status-rollback hatch-rollback',
  held: 'bg-status-held hatch-held',
};

export const FAMILY_INK: Record<Family, string> = {
  waiting: 'text-status-waiting',
  progress: 'text-status-progress',
  done: 'text-status-done',
  failed: 'text-status-failed',
  rollback: 'text-status-rollback',
  held: 'text-status-held',
};

export const FAMILY_WORD: Record<Family, string> = {
  waiting: 'Not started',
  progress: 'In progress',
  done: 'Complete',
  failed: 'Failed',
  rollback: 'Rolled back',
  held: 'Waiting',
};

export const FAMILIES: readonly Family[] = ['failed', 'held', 'progress', 'rollback', 'done', 'waiting'];
