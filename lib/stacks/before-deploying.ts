/** What somebody who is about to deploy wants to know, beside the plan: whether the name is free, and how long it will take. */
import { z } from 'zod';
import { typicalDurations } from '@/lib/store/durations';
import { takenNames } from '@/lib/store/stacks';
import type { ActionResult, Expectation, NameAnswer } from '@/lib/wire/types';
import { parseInput, stackName } from './input';
import { type Caller, done, type StackPorts } from './ports';

/** `stackId`: of the stack that has the name; `free`: the first name like it that nobody has. It may be taken a moment later: deploying asks again. */
export async function checkName({ pool }: Pick<StackPorts, 'pool'>, { projectId }: Caller, request: string): Promise<ActionResult<NameAnswer>> {
  const name = parseInput(stackName, request);
  if (!name.ok) return name;
  const taken = await takenNames(pool, projectId, name.value);
  const stackId = taken.get(name.value) ?? null;
  if (stackId === null) return done({ stackId: null, free: name.value });
  const stem = name.value.replace(/-\d+$/, '');
  let number = 2;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return done({ stackId, free: `${stem}-${number}` });
}

const wanted = z.object({ types: z.array(z.string().max(300)).max(1000, 'Ask for at most 1000 types'), stackId: z.uuid().nullable() });

export type ExpectationInput = z.input<typeof wanted>;

export async function expectedDurations({ pool }: Pick<StackPorts, 'pool'>, { projectId }: Caller, request: ExpectationInput): Promise<ActionResult<Expectation[]>> {
  const input = parseInput(wanted, request);
  return input.ok ? done(await typicalDurations(pool, projectId, input.value.types, input.value.stackId)) : input;
}
