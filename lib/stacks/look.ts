/** What a resource is at this moment, asked of whatever runs it: the type's own check, without an operation. Nothing is written. */
import { contextOf } from '@/lib/engine/handlers';
import { maskJson, maskText } from '@/lib/engine/secrets';
import type { Outcome } from '@/lib/engine/resource-type';
import type { ResourceRow } from '@/lib/engine/types';
import { isMap, sameJson } from '@/lib/hot/json';
import { loadRunState } from '@/lib/store/run-state';
import { findStack } from '@/lib/store/stacks';
import type { ActionResult, LookView } from '@/lib/wire/types';
import { type Caller, done, NO_SUCH_STACK, refuse, type StackPorts } from './ports';

/** Somebody waits for it, in milliseconds. */
const WITHIN_MS = 10_000;

/** Refusals: not_found, resource_busy, not_possible (its type cannot be asked, or it was not made yet), unreachable. */
export async function lookAtResource(ports: StackPorts, caller: Caller, stackId: string, resourceId: string, withinMs = WITHIN_MS): Promise<ActionResult<LookView>> {
  const head = await findStack(ports.pool, caller.projectId, stackId);
  if (head === null || head.deletedAt !== null) return NO_SUCH_STACK;
  const { rows, stacks } = await loadRunState(ports.pool, head.id, ports.vault);
  const row = rows.find(({ id }) => id === resourceId);
  const stack = stacks.find(({ id }) => id === row?.stackId);
  if (row === undefined || stack === undefined) return refuse('not_found', 'The stack has no such resource any more.');
  const type = ports.registry.get(row.type);
  if (type?.check === undefined) return refuse('not_possible', `${row.type} has nothing outside of Hearth that could be asked: what is recorded is what there is.`);
  if (row.status === 'IN_PROGRESS') return refuse('resource_busy', 'It is being worked on. What it is shows when that is done.');
  if (row.physicalResourceId === null) return refuse('not_possible', 'It was never made, so that there is nothing to ask for.');

  const [started, stop] = [new Date(), new AbortController()];
  const context = contextOf({ ...row, action: 'CHECK' }, {
    identity: { id: stack.id, name: stack.name, rootId: head.id, projectId: caller.projectId }, now: started, nameLimit: type.schema.nameLimit, busy: true, signal: stop.signal,
    findByReferenceId: (refId) => rows.find((each) => each.stackId === row.stackId && each.replacedBy === null && sameJson(each.physicalResourceId, refId)),
  });
  const outcome = await within(withinMs, async () => type.check?.(context) ?? null, stop);
  return typeof outcome === 'string' ? refuse('unreachable', maskText(outcome, row.secrets)) : done(viewOf(row, outcome, started));
}

/** A sentence for what went wrong, or took too long. */
async function within(ms: number, ask: () => Promise<Outcome | null>, stop: AbortController): Promise<Outcome | string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`Nothing answered within ${ms / 1000} seconds.`), ms);
  });
  try {
    return await Promise.race([ask(), late]);
  } catch (fault) {
    return `It could not be asked: ${fault instanceof Error ? fault.message : String(fault)}`;
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

/** A type that answers without attributes has said that the thing is there, and no more. */
function viewOf(row: ResourceRow, outcome: Outcome | null, started: Date): LookView {
  const attributes = outcome?.attributes === undefined ? null : maskJson(outcome.attributes, row.secrets);
  const found = isMap(attributes) ? attributes : null;
  const words = outcome?.kind === 'failed' ? outcome.reason : outcome?.kind === 'complete' ? (outcome.reason ?? null) : outcome?.kind === 'waiting' ? `It waits for ${outcome.for.what}.` : null;
  return {
    state: outcome?.kind === 'failed' ? 'wrong' : words === null ? 'as recorded' : 'differs',
    words: words === null ? null : maskText(words, row.secrets), attributes: found, askedAt: started.toISOString(), tookMs: Date.now() - started.getTime(),
    changed: found === null ? [] : Object.keys(found).filter((name) => !sameJson(found[name], maskJson(row.attributes[name] ?? null, row.secrets))),
  };
}
