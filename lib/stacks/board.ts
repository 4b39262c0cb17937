/** The list of stacks, and what is done to several of them at once. */
import { z } from 'zod';
import { boardFacets, boardIds, boardRows, environmentsInUse, nestedRows, typesInUse } from '@/lib/store/stack-board';
import { dataBearing, setTags } from '@/lib/store/stack-tags';
import { BOARD_SORTS, type BoardPage, type FacetValues, parseStackQuery, type StackRow } from '@/lib/wire/stack-board';
import type { ActionResult } from '@/lib/wire/types';
import { parseInput } from './input';
import * as operations from './operations';
import { type Caller, done, NO_SUCH_STACK, refuse, type StackPorts } from './ports';

const MOST_ROWS = 200;
export const MOST_AT_ONCE = 500;

const boardInput = z.object({
  text: z.string().max(2000).default(''),
  sort: z.enum(BOARD_SORTS).default('changed'),
  descending: z.boolean().default(true),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(0).max(MOST_ROWS).default(100),
  facets: z.boolean().default(false),
});
export type BoardInput = z.input<typeof boardInput>;

/** A page of the list, and with `facets` the counts beside it. */
export async function readBoard({ pool }: StackPorts, { projectId }: Caller, request: BoardInput): Promise<ActionResult<BoardPage>> {
  const input = parseInput(boardInput, request);
  if (!input.ok) return input;
  const { text, sort, descending, offset, limit, facets } = input.value;
  const query = parseStackQuery(text);
  const [rows, counted] = await Promise.all([
    limit === 0 ? [] : boardRows(pool, { projectId, query, sort, descending, offset, limit }),
    facets ? boardFacets(pool, projectId, query) : null,
  ]);
  return done({ rows, offset, facets: counted });
}

export async function readNested({ pool }: StackPorts, { projectId }: Caller, stackId: string): Promise<ActionResult<StackRow[]>> {
  return z.uuid().safeParse(stackId).success ? done(await nestedRows(pool, projectId, stackId)) : NO_SUCH_STACK;
}

/** They are counted when somebody filters by them: over all resources of a project that costs more than the list itself. */
export async function readFacetValues({ pool }: StackPorts, { projectId }: Caller, key: 'type' | 'env'): Promise<ActionResult<FacetValues>> {
  return done(await (key === 'type' ? typesInUse(pool, projectId) : environmentsInUse(pool, projectId)));
}

/** Ids of everything that matches a filter, for an action on all of it. */
export async function readMatching({ pool }: StackPorts, { projectId }: Caller, text: string): Promise<ActionResult<string[]>> {
  return done(await boardIds(pool, projectId, parseStackQuery(text), MOST_AT_ONCE));
}

export const BULK_ACTIONS = ['check', 'suspend', 'resume', 'delete', 'cancel'] as const;
const bulkInput = z.object({ ids: z.array(z.uuid()).min(1, 'No stack is chosen').max(MOST_AT_ONCE, `At most ${MOST_AT_ONCE} stacks at once`), action: z.enum(BULK_ACTIONS) });
export type BulkInput = z.input<typeof bulkInput>;

export interface BulkOutcome {
  accepted: string[];
  /** Why others were refused; by id. */
  refused: { id: string; message: string }[];
}

/** Asks each of the stacks for an operation. One that refuses does not keep the others from theirs. */
export async function actOnStacks(ports: StackPorts, caller: Caller, request: BulkInput): Promise<ActionResult<BulkOutcome>> {
  const input = parseInput(bulkInput, request);
  if (!input.ok) return input;
  const act = { check: operations.checkStack, suspend: operations.suspendStack, resume: operations.resumeStack, delete: operations.deleteStack, cancel: cancelWithRollback }[input.value.action];
  const outcome: BulkOutcome = { accepted: [], refused: [] };
  for (const id of input.value.ids) {
    const result = await act(ports, caller, id);
    if (result.ok) outcome.accepted.push(id);
    else outcome.refused.push({ id, message: result.problem.message });
  }
  return done(outcome);
}

function cancelWithRollback(ports: StackPorts, caller: Caller, id: string): Promise<ActionResult<{ stackId: string }>> {
  return operations.cancelOperation(ports, caller, id, 'rollback');
}

const tagsInput = z.object({ ids: bulkInput.shape.ids, add: z.array(z.string().trim().min(1).max(80).refine((tag) => !tag.includes(','), 'A tag cannot have a comma')).max(20).default([]), remove: z.array(z.string()).max(80).default([]) });
export type TagsInput = z.input<typeof tagsInput>;

/** Gives tags to stacks and takes others away; no operation runs for that. */
export async function tagStacks(ports: StackPorts, caller: Caller, request: TagsInput): Promise<ActionResult<{ changed: number }>> {
  const input = parseInput(tagsInput, request);
  if (!input.ok) return input;
  return done({ changed: await setTags(ports.pool, caller.projectId, input.value.ids, input.value.add, input.value.remove) });
}

/** What of these stacks holds data that a deletion destroys, by stack. */
export async function dataIn(ports: StackPorts, caller: Caller, ids: readonly string[]): Promise<ActionResult<{ stackId: string; resources: string[] }[]>> {
  if (ids.length > MOST_AT_ONCE || ids.some((id) => !z.uuid().safeParse(id).success)) return refuse('validation', 'These are no ids of stacks.');
  return done(await dataBearing(ports.pool, caller.projectId, ids));
}
