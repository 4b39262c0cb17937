/** What is left of the operation under way, and how long such things took before. */
import { actionLengths } from '@/lib/store/action-lengths';
import { lastOperation } from '@/lib/store/stacks';
import type { Expectation } from '@/lib/wire/expectation';
import type { ActionResult } from '@/lib/wire/types';
import { openStack } from './find';
import { planOfOperation } from './plan';
import { type Caller, done, NO_SUCH_STACK, type StackPorts } from './ports';

/** `work` is empty where no plan says it: nothing is under way, or what runs touches everything as it is (a check, a suspension). */
export async function expectationOf(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<Expectation>> {
  const head = await openStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  const [operation, lengths] = await Promise.all([lastOperation(ports.pool, head.id), actionLengths(ports.pool, head.projectId)]);
  const plan = operation === null || head.status !== 'IN_PROGRESS' ? null : await planOfOperation(ports, head, operation);
  // What cannot be planned any more is no reason to show no page.
  const entries = plan?.ok ? plan.value.entries : [];
  return done({
    work: entries.flatMap(({ name, type, decision, requires }) => (decision === 'keep' || name.includes('/') ? [] : [{ name, type, decision, requires }])),
    lengths,
  });
}
