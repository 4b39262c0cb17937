/** What is left of the operation under way, and how long such things took before. */
import { typicalDurations } from '@/lib/store/durations';
import { lastOperation } from '@/lib/store/stacks';
import { resourceViews } from '@/lib/store/views';
import type { Outlook } from '@/lib/wire/outlook';
import type { ActionResult } from '@/lib/wire/types';
import { openStack } from './find';
import { planOfOperation } from './plan';
import { type Caller, done, NO_SUCH_STACK, type StackPorts } from './ports';

/** `work` is empty where no plan says it: nothing is under way, or what runs touches everything as it is (a check, a suspension). */
export async function outlookOf(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<Outlook>> {
  const head = await openStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  const [operation, rows] = await Promise.all([lastOperation(ports.pool, head.id), resourceViews(ports.pool, head.id)]);
  const plan = operation === null || head.status !== 'IN_PROGRESS' ? null : await planOfOperation(ports, head, operation);
  // What cannot be planned any more is no reason to show no page.
  const entries = plan?.ok ? plan.value.entries : [];
  const work = entries.flatMap(({ name, type, decision, requires }) => (decision === 'keep' || name.includes('/') ? [] : [{ name, type, decision, requires }]));
  const types = new Set([...work, ...rows].map(({ type }) => type));
  return done({ work, lengths: await typicalDurations(ports.pool, head.projectId, [...types], head.id) });
}
