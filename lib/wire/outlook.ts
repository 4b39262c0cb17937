/** What is known beforehand of how long an operation will take. */
import type { Expectation, PlanDecision } from './types';

/** Something that an operation has still to do, when it was asked. */
export interface WorkLeft {
  name: string;
  type: string;
  decision: Exclude<PlanDecision, 'keep'>;
  /** Names of those it depends on. */
  requires: string[];
}

export interface Outlook {
  work: WorkLeft[];
  lengths: Expectation[];
}
