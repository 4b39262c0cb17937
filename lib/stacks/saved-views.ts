/** The list of stacks as somebody wants to see it again. */
import { z } from 'zod';
import { forgetView, MOST_VIEWS, savedViews, saveView } from '@/lib/store/saved-views';
import type { SavedView } from '@/lib/wire/stack-board';
import type { ActionResult } from '@/lib/wire/types';
import { parseInput } from './input';
import { type Caller, done, refuse, type StackPorts } from './ports';

const viewInput = z.object({
  name: z.string().trim().min(1, 'A view has a name').max(100, 'The name of a view has at most 100 characters'),
  address: z.string().max(4000, 'This filter is too long to be kept').regex(/^(\?.*)?$/, 'A view is the part of an address behind its path'),
});

export async function listViews({ pool }: StackPorts, caller: Caller): Promise<ActionResult<SavedView[]>> {
  return done(await savedViews(pool, caller));
}

/** The views there are then. */
export async function keepView({ pool }: StackPorts, caller: Caller, view: SavedView): Promise<ActionResult<SavedView[]>> {
  const input = parseInput(viewInput, view);
  if (!input.ok) return input;
  if (!(await saveView(pool, caller, input.value))) return refuse('too_many', `You have ${MOST_VIEWS} views in this project. Forget one first.`);
  return done(await savedViews(pool, caller));
}

export async function dropView({ pool }: StackPorts, caller: Caller, name: string): Promise<ActionResult<SavedView[]>> {
  await forgetView(pool, caller, name);
  return done(await savedViews(pool, caller));
}
