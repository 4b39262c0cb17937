/** What of a plan loses data, or something that others rely on. */
import type { PlanView } from '@/lib/wire/types';

/** Stacks that their tags call production are destroyed by nobody who has not typed their name. */
export function needsName(plan: PlanView, tags: readonly string[]): boolean {
  return tags.some((tag) => /^prod(uction)?$/i.test(tag)) && plan.counts.replace + plan.counts.delete > 0;
}
