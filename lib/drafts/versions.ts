/** Drafts as people saved them, and who is in one at the moment. */
import { z } from 'zod';
import { jsonMap, parseInput } from '@/lib/stacks/input';
import { type Caller, done, refuse, type StackPorts } from '@/lib/stacks/ports';
import { findDraftVersion, insertDraftVersion, listDraftVersions, meetInDraft } from '@/lib/store/draft-versions';
import type { ActionResult } from '@/lib/wire/types';
import type { DraftVersionRow, DraftVersionView, Present } from '@/lib/wire/drafts';

const NO_SUCH_DRAFT = refuse('not_found', 'There is no such draft in this project. It may have been deleted.');

const newVersion = z.object({ message: z.string().trim().max(500, 'A message has at most 500 characters').default(''), text: z.string(), files: z.record(z.string(), z.string()), environment: jsonMap, layout: jsonMap });
const presence = z.object({ tab: z.uuid(), selected: z.string().max(300).nullable(), leaving: z.boolean().default(false) });

export type NewVersionInput = z.input<typeof newVersion>;
export type PresenceInput = z.input<typeof presence>;

/** Keeps what is there now; it never changes again. */
export async function saveVersion({ pool }: Pick<StackPorts, 'pool'>, caller: Caller, draftId: string, request: NewVersionInput): Promise<ActionResult<{ number: number }>> {
  const input = parseInput(newVersion, request);
  if (!input.ok) return input;
  const number = isId(draftId) ? await insertDraftVersion(pool, caller.projectId, draftId, { ...input.value, savedBy: caller.userName }) : null;
  return number === null ? NO_SUCH_DRAFT : done({ number });
}

export async function listVersions({ pool }: Pick<StackPorts, 'pool'>, caller: Caller, draftId: string): Promise<ActionResult<DraftVersionRow[]>> {
  return isId(draftId) ? done(await listDraftVersions(pool, caller.projectId, draftId)) : NO_SUCH_DRAFT;
}

export async function readVersion({ pool }: Pick<StackPorts, 'pool'>, caller: Caller, draftId: string, number: number): Promise<ActionResult<DraftVersionView>> {
  const found = isId(draftId) ? await findDraftVersion(pool, caller.projectId, draftId, number) : null;
  return found === null ? refuse('not_found', `This draft has no version ${number}.`) : done(found);
}

/** Says that somebody has the draft open, and answers who else has. */
export async function meet({ pool }: Pick<StackPorts, 'pool'>, caller: Caller, draftId: string, request: PresenceInput): Promise<ActionResult<Present[]>> {
  const input = parseInput(presence, request);
  if (!input.ok) return input;
  return isId(draftId) ? done(await meetInDraft(pool, caller.projectId, draftId, { ...input.value, userName: caller.userName })) : NO_SUCH_DRAFT;
}

function isId(text: string): boolean {
  return /^[0-9a-f-]{36}$/i.test(text);
}
