/** A plan is worth something if what it says is what happens: after each operation both are compared. */
import { type Happened, happened, plannedDecisions } from '@/lib/store/operation-outcome';
import type { ActionResult, PlanDecision, PlanOutcome } from '@/lib/wire/types';
import { findStack } from '@/lib/store/stacks';
import { type Caller, done, NO_SUCH_STACK, type StackPorts } from './ports';

/** Null for an operation without a plan. Resources of the stack itself, without what is nested in it. */
export async function planOutcome(ports: StackPorts, caller: Caller, stackId: string, operationId: string): Promise<ActionResult<PlanOutcome | null>> {
  const head = await findStack(ports.pool, caller.projectId, stackId);
  if (head === null) return NO_SUCH_STACK;
  const planned = await plannedDecisions(ports.pool, head.id, operationId);
  return done(planned === null ? null : compared(planned, await happened(ports.pool, head.id, operationId)));
}

export function compared(planned: Readonly<Record<string, PlanDecision>>, actual: readonly Happened[]): PlanOutcome {
  const done = new Map(actual.map((each) => [each.name, decisionIn(each)]));
  const idle = new Set(actual.flatMap((each) => (each.idle ? [each.name] : [])));
  const names = [...new Set([...Object.keys(planned), ...done.keys()])];
  const differing = names.flatMap((name) => {
    const [said, did] = [planned[name] ?? null, done.get(name) ?? 'keep'];
    return said === did || (idle.has(name) && did === 'update' && (said === 'keep' || said === null)) ? [] : [{ name, planned: said, actual: did }];
  });
  return { resources: names.length, differing };
}

/** A new row in the place of another is a replacement, whatever else was done on the way. */
function decisionIn({ actions, rows }: Happened): PlanDecision {
  const made = actions.includes('CREATE') || actions.includes('ADOPT');
  if (made) return rows > 1 ? 'replace' : 'create';
  if (actions.includes('DELETE')) return 'delete';
  return actions.includes('UPDATE') ? 'update' : 'keep';
}
