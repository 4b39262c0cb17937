/** Resources that people keep to use them again, for everybody of the project. */
import { z } from 'zod';
import { EditRefused, paste } from '@/lib/graph';
import { parseInput } from '@/lib/stacks/input';
import { type Caller, done, refuse, type StackPorts } from '@/lib/stacks/ports';
import * as store from '@/lib/store/snippets';
import type { KeptSnippet } from '@/lib/wire/drafts';
import type { ActionResult } from '@/lib/wire/types';

const newSnippet = z.object({ title: z.string().trim().min(1, 'A snippet needs a title').max(100, 'A title has at most 100 characters'), yaml: z.string().max(100_000, 'A snippet has at most 100,000 characters') });

export type NewSnippetInput = z.input<typeof newSnippet>;

export async function listSnippets({ pool }: Pick<StackPorts, 'pool'>, { projectId }: Caller): Promise<ActionResult<KeptSnippet[]>> {
  return done(await store.listSnippets(pool, projectId));
}

/** Refused unless it can be put into a template. */
export async function keepSnippet({ pool }: Pick<StackPorts, 'pool'>, { projectId, userName }: Caller, request: NewSnippetInput): Promise<ActionResult<{ id: string }>> {
  const input = parseInput(newSnippet, request);
  if (!input.ok) return input;
  try {
    paste('heat_template_version: 2021-04-16\n', input.value.yaml);
  } catch (fault) {
    if (!(fault instanceof EditRefused)) throw fault;
    return refuse('validation', `This cannot be put into a template. ${fault.message}`);
  }
  const id = await store.insertSnippet(pool, projectId, { ...input.value, createdBy: userName });
  return id === null ? refuse('conflict', `The project has a snippet "${input.value.title}" already. Choose another title, or delete that one first.`) : done({ id });
}

export async function removeSnippet({ pool }: Pick<StackPorts, 'pool'>, { projectId }: Caller, id: string): Promise<ActionResult<{ id: string }>> {
  return (await store.removeSnippet(pool, projectId, id)) ? done({ id }) : refuse('not_found', 'There is no such snippet in this project. It may have been deleted.');
}
