'use server';
/** The list of stacks, as its page reads it and acts on several at once. */
import * as board from '@/lib/stacks/board';
import * as views from '@/lib/stacks/saved-views';
import { listActivity } from '@/lib/store/activity';
import type { ActivityView } from '@/lib/wire/environments';
import type { BoardPage, FacetValues, SavedView, StackRow } from '@/lib/wire/stack-board';
import type { ActionResult } from '@/lib/wire/types';
import { asCaller } from './result';

export async function readBoard(project: string, input: board.BoardInput): Promise<ActionResult<BoardPage>> {
  return asCaller(project, 'reader', (parts, caller) => board.readBoard(parts, caller, input));
}

export async function readNested(project: string, stackId: string): Promise<ActionResult<StackRow[]>> {
  return asCaller(project, 'reader', (parts, caller) => board.readNested(parts, caller, stackId));
}

export async function readMatching(project: string, text: string): Promise<ActionResult<string[]>> {
  return asCaller(project, 'reader', (parts, caller) => board.readMatching(parts, caller, text));
}

/** Resource types or environments of the stacks that are there, with how many have each. */
export async function readFacetValues(project: string, key: 'type' | 'env'): Promise<ActionResult<FacetValues>> {
  return asCaller(project, 'reader', (parts, caller) => board.readFacetValues(parts, caller, key));
}

export async function listBoardViews(project: string): Promise<ActionResult<SavedView[]>> {
  return asCaller(project, 'reader', (parts, caller) => views.listViews(parts, caller));
}

export async function saveBoardView(project: string, view: SavedView): Promise<ActionResult<SavedView[]>> {
  return asCaller(project, 'reader', (parts, caller) => views.keepView(parts, caller, view));
}

export async function forgetBoardView(project: string, name: string): Promise<ActionResult<SavedView[]>> {
  return asCaller(project, 'reader', (parts, caller) => views.dropView(parts, caller, name));
}

export async function actOnStacks(project: string, input: board.BulkInput): Promise<ActionResult<board.BulkOutcome>> {
  return asCaller(project, 'member', (parts, caller) => board.actOnStacks(parts, caller, input));
}

export async function tagStacks(project: string, input: board.TagsInput): Promise<ActionResult<{ changed: number }>> {
  return asCaller(project, 'member', (parts, caller) => board.tagStacks(parts, caller, input));
}

export async function dataInStacks(project: string, ids: readonly string[]): Promise<ActionResult<{ stackId: string; resources: string[] }[]>> {
  return asCaller(project, 'reader', (parts, caller) => board.dataIn(parts, caller, ids));
}

const MOST_ACTIVITY = 1000;

/** Newest first; what is older than `before` (an ISO time) on the next pages. */
export async function readActivity(project: string, query: { text?: string; kinds?: string[]; before?: string; limit?: number }): Promise<ActionResult<ActivityView[]>> {
  return asCaller(project, 'reader', async ({ pool }, { projectId }) => {
    const before = query.before === undefined ? undefined : new Date(query.before);
    if (before !== undefined && Number.isNaN(before.getTime())) return { ok: false, problem: { code: 'validation', message: 'This is no time.', diagnostics: [] } };
    return { ok: true, value: await listActivity(pool, { projectId, text: query.text, kinds: query.kinds, before, limit: Math.min(MOST_ACTIVITY, Math.max(1, query.limit ?? 100)) }) };
  });
}
