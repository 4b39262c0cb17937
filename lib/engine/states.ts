/** Actions and statuses, in Heat's words: clients parse `ACTION_STATUS`. */

export const ACTIONS = [
  'INIT', 'CREATE', 'DELETE', 'UPDATE', 'ROLLBACK', 'SUSPEND', 'RESUME', 'ADOPT', 'SNAPSHOT', 'CHECK', 'RESTORE',
] as const;
export type Action = (typeof ACTIONS)[number];

export const STATUSES = ['IN_PROGRESS', 'FAILED', 'COMPLETE'] as const;
export type Status = (typeof STATUSES)[number];

/** SIGNAL appears in events only, never as the state of a resource. */
export type EventAction = Action | 'SIGNAL';

export interface State {
  action: Action;
  status: Status;
}
