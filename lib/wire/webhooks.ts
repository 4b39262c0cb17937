/** Addresses that are told how operations of stacks end. */

/** What a webhook can be told of. Each is told once for an operation (`waiting`: once for a resource of it). */
export const OUTCOMES = ['failed', 'complete', 'rolled_back', 'cancelled', 'held', 'waiting'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const OUTCOME_WORDS: Readonly<Record<Outcome, readonly [what: string, when: string]>> = {
  failed: ['Failed', 'An operation has failed, a rollback among them.'],
  complete: ['Complete', 'An operation has done all it was to do.'],
  rolled_back: ['Rolled back', 'After a failure everything is as it was before.'],
  cancelled: ['Stopped', 'Somebody stopped an operation, or began another one over it.'],
  held: ['Held', 'Nothing goes on before somebody says so: at a breakpoint, or paused at a failure.'],
  waiting: ['Waiting', 'A resource waits for a signal, or for a host to report.'],
};

export interface WebhookInput {
  /** Null: a new one. */
  id: string | null;
  /** Null: of every stack of the project. */
  stackId: string | null;
  url: string;
  outcomes: Outcome[];
  enabled: boolean;
}

export interface WebhookView {
  id: string;
  stackId: string | null;
  /** Readers of a project see the host only: addresses of chats are passwords. */
  url: string;
  outcomes: Outcome[];
  enabled: boolean;
  createdBy: string;
  createdAt: string;
  /** Of the newest message; null while there was none. */
  last: { status: DeliveryStatus; at: string } | null;
}

export type DeliveryStatus = 'WAITING' | 'DELIVERED' | 'FAILED';

export interface DeliveryView {
  id: string;
  outcome: Outcome | 'test';
  stackId: string | null;
  stackName: string;
  status: DeliveryStatus;
  attempts: number;
  /** ISO time of the next attempt; null when it is over. */
  nextAttempt: string | null;
  /** Of the last attempt: the status of the answer, and how it begins, or why there was none. */
  answerStatus: number | null;
  answer: string;
  tookMs: number | null;
  createdAt: string;
  attemptedAt: string | null;
}
