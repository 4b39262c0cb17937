/** How long a project keeps what it could do without. */
import { z } from 'zod';
import { changeRetention as change, retentionOf } from '@/lib/store/retention';
import { FEWEST_DAYS, MOST_DAYS, RETAINED, type Retention } from '@/lib/wire/retention';
import type { ActionResult } from '@/lib/wire/types';
import { parseInput } from './input';
import { type Caller, done, type StackPorts } from './ports';

const input = z.partialRecord(z.enum(RETAINED), z.number().int(`Days are whole`).min(FEWEST_DAYS, `Something is kept for at least ${FEWEST_DAYS} day`).max(MOST_DAYS, `Something is kept for at most ${MOST_DAYS} days, or for good`));

export async function readRetention({ pool }: StackPorts, { projectId }: Caller): Promise<Retention> {
  return retentionOf(pool, projectId);
}

export async function changeRetention({ pool }: StackPorts, { projectId }: Caller, retention: Retention): Promise<ActionResult<Retention>> {
  const parsed = parseInput(input, retention);
  if (!parsed.ok) return parsed;
  await change(pool, projectId, parsed.value);
  return done(parsed.value);
}
