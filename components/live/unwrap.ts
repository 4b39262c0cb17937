import type { ActionResult, Problem } from '@/lib/wire/types';

/** A refusal of the server, as the error that a query or mutation carries. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.requestId === undefined ? problem.message : `${problem.message} (${problem.requestId})`);
    this.name = 'Refusal';
    this.problem = problem;
  }
}

export function unwrap<T>(result: ActionResult<T>): T {
  if (result.ok) return result.value;
  throw new Refusal(result.problem);
}
