/** How much there may be, as Heat's configuration has it by default, refused in its words. */
import { MOST_RESOURCES } from '@/lib/engine/children';
import type { Problem } from '@/lib/wire/types';
import { type Caller, refuse } from './ports';

/** Heat's `max_stacks_per_tenant`. */
export const MOST_STACKS = 512;

type Refusal = { ok: false; problem: Problem };

/** A project that is full; administrators may go beyond. */
export function stacksRefusal(caller: Caller, present: number): Refusal | null {
  if (caller.role === 'admin' || present < MOST_STACKS) return null;
  return exceeded(`You have reached the maximum stacks per tenant, ${MOST_STACKS}. Please delete some stacks.`);
}

/** A template that alone has more resources than a stack may; what is nested in it is counted while it is deployed. */
export function resourcesRefusal(resources: number): Refusal | null {
  return resources > MOST_RESOURCES ? exceeded('Maximum resources per stack exceeded.') : null;
}

function exceeded(limit: string): Refusal {
  const message = `Request limit exceeded: ${limit}`;
  return refuse('too_many', message, [{ code: 'limit', severity: 'error', message, path: [], heat: { type: 'RequestLimitExceeded', message } }]);
}
