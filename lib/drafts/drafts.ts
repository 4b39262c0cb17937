/** Templates being written. Drafts may be broken: they are stored as they are, and checked when they are deployed. */
import { z } from 'zod';
import type { JsonMap } from '@/lib/hot/types';
import { jsonMap, parseInput } from '@/lib/stacks/input';
import { type Caller, done, refuse, type StackPorts } from '@/lib/stacks/ports';
import { readSource } from '@/lib/stacks/read';
import { findDraft, insertDraft, listDrafts as readDrafts, removeDraft, updateDraft } from '@/lib/store/drafts';
import type { DraftSummary } from '@/lib/wire/drafts';
import type { ActionResult, DraftView } from '@/lib/wire/types';

const name = z.string().trim().min(1, 'A draft needs a name').max(255, 'A name has at most 255 characters');
const files = z.record(z.string(), z.string());

const newDraft = z.object({ name, text: z.string().default(''), files: files.default({}), environment: jsonMap.default({}), layout: jsonMap.default({}) });
const change = z.object({ name: name.optional(), text: z.string().optional(), files: files.optional(), environment: jsonMap.optional(), layout: jsonMap.optional() });

export type NewDraftInput = z.input<typeof newDraft>;
export type DraftChangeInput = z.input<typeof change>;

const NO_SUCH_DRAFT = refuse('not_found', 'There is no such draft in this project. It may have been deleted.');

export async function createDraft(ports: StackPorts, caller: Caller, request: NewDraftInput): Promise<ActionResult<DraftView>> {
  const input = parseInput(newDraft, request);
  if (!input.ok) return input;
  return done(await insertDraft(ports.pool, { ...input.value, projectId: caller.projectId, stackId: null, updatedBy: caller.userName }));
}

/** A draft of what a stack runs now; deploying it updates that stack. */
export async function draftOfStack(ports: StackPorts, caller: Caller, stackId: string, stackName: string): Promise<ActionResult<DraftView>> {
  const source = await readSource(ports, caller, stackId);
  if (!source.ok) return source;
  return done(await insertDraft(ports.pool, { ...source.value, name: stackName, projectId: caller.projectId, stackId, updatedBy: caller.userName }));
}

export async function readDraft(ports: StackPorts, caller: Caller, id: string): Promise<ActionResult<DraftView>> {
  const draft = await findDraft(ports.pool, caller.projectId, id);
  return draft === null ? NO_SUCH_DRAFT : done(draft);
}

export async function listDrafts(ports: StackPorts, caller: Caller): Promise<ActionResult<DraftSummary[]>> {
  return done(await readDrafts(ports.pool, caller.projectId));
}

export type SaveResult = { saved: true; draft: DraftView } | { saved: false; newer: DraftView };

/** Saves over `version` and no other: when somebody else saved since, nothing is written and theirs comes back. */
export async function saveDraft(ports: StackPorts, caller: Caller, id: string, version: number, request: DraftChangeInput): Promise<ActionResult<SaveResult>> {
  const input = parseInput(change, request);
  if (!input.ok) return input;
  const draft = await updateDraft(ports.pool, caller.projectId, id, version, input.value, caller.userName);
  if (draft !== null) return done({ saved: true, draft });
  const newer = await findDraft(ports.pool, caller.projectId, id);
  return newer === null ? NO_SUCH_DRAFT : done({ saved: false, newer });
}

export async function deleteDraft(ports: StackPorts, caller: Caller, id: string): Promise<ActionResult<{ id: string }>> {
  return (await removeDraft(ports.pool, caller.projectId, id)) ? done({ id }) : NO_SUCH_DRAFT;
}

export type { DraftSummary, JsonMap };
