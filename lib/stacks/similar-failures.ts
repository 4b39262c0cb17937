/** Has this happened before? Failed operations of the project whose reason is the same but for numbers, ids and places in a tree. */
import type { Pool } from 'pg';
import type { ActionResult, SimilarFailure } from '@/lib/wire/types';
import { failedOperations } from '@/lib/store/operation-outcome';
import { findStack } from '@/lib/store/stacks';
import { type Caller, done, NO_SUCH_STACK } from './ports';

/** Of so many failed operations, the youngest, those are found that are alike. */
const LOOKED_AT = 500;
const SHOWN = 5;

/** The latest first. */
export async function similarFailures({ pool }: { pool: Pool }, caller: Caller, stackId: string, operationId: string): Promise<ActionResult<SimilarFailure[]>> {
  if ((await findStack(pool, caller.projectId, stackId)) === null) return NO_SUCH_STACK;
  const failed = await failedOperations(pool, caller.projectId, LOOKED_AT);
  const wanted = failed.find(({ operationId: id }) => id === operationId);
  if (wanted === undefined) return done([]);
  const like = essence(wanted.reason);
  return done(failed.filter((each) => each.operationId !== operationId && each.at <= wanted.at && essence(each.reason) === like).slice(0, SHOWN));
}

/** What is left of a reason without what is different each time. */
export function essence(reason: string): string {
  return reason
    .replace(/^(Resource \w+ failed|Operation \w+ failed): /, '')
    .replace(/\bresources(\.[^.:\s]+)(\.resources\.[^.:\s]+)*/g, 'resources.*')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\b[0-9a-f]{12,}\b/gi, '#')
    .replace(/\d+/g, '#')
    .trim();
}
