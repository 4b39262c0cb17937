/** What is known beforehand of how long an operation will take. */
import type { PlanDecision } from './types';

/** In milliseconds, of actions on a type that succeeded in the project lately. */
export interface ActionLength {
  type: string;
  action: string;
  median: number;
  p90: number;
  count: number;
}

/** Something that an operation has still to do, when it was asked. */
export interface WorkLeft {
  name: string;
  type: string;
  decision: Exclude<PlanDecision, 'keep'>;
  /** Names of those it depends on. */
  requires: string[];
}

export interface Expectation {
  work: WorkLeft[];
  lengths: ActionLength[];
}
