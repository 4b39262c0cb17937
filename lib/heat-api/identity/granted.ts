import type { ActionResult } from '@/lib/wire/types';
import { IdentityFault } from './answer';

const STATUS: Readonly<Record<string, number>> = { not_found: 404, conflict: 409, forbidden: 403 };

/** The value of a use case, or its refusal as Keystone's fault, thrown. */
export function granted<T>(result: ActionResult<T>): T {
  if (result.ok) return result.value;
  throw new IdentityFault(STATUS[result.problem.code] ?? 400, result.problem.message);
}
