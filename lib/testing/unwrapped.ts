import type { ActionResult } from '@/lib/wire/types';

/** The value of an answer that is expected to be one; a refusal fails the test with its words. */
export function unwrapped<T>(result: ActionResult<T>): T {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.message}`);
  return result.value;
}
