'use server';
/** Keeping, letting go of and taking over stacks: each action authorises, calls one use case, and answers with an ActionResult. */
import { adoptStack as adopt, exportStack as exportDocument } from '@/lib/heat-api/documents';
import { deleteStack } from '@/lib/stacks/operations';
import * as snapshots from '@/lib/stacks/snapshots';
import type { ActionResult, PlanView, SnapshotView } from '@/lib/wire/types';
import { asCaller } from './result';

type Accepted = Promise<ActionResult<{ stackId: string }>>;

export async function takeSnapshot(project: string, stackId: string, name: string): Promise<ActionResult<{ snapshotId: string }>> {
  return asCaller(project, 'member', (parts, caller) => snapshots.takeSnapshot(parts, caller, stackId, name));
}

export async function listSnapshots(project: string, stackId: string): Promise<ActionResult<SnapshotView[]>> {
  return asCaller(project, 'reader', (parts, caller) => snapshots.snapshotViews(parts, caller, stackId));
}

export async function deleteSnapshot(project: string, stackId: string, id: string): Promise<ActionResult<null>> {
  return asCaller(project, 'member', (parts, caller) => snapshots.deleteSnapshot(parts, caller, stackId, id));
}

/** What going back to a snapshot would do. */
export async function previewRestore(project: string, stackId: string, id: string): Promise<ActionResult<PlanView>> {
  return asCaller(project, 'reader', (parts, caller) => snapshots.previewRestore(parts, caller, stackId, id));
}

export async function restoreSnapshot(project: string, stackId: string, id: string, planId?: string): Accepted {
  return asCaller(project, 'member', (parts, caller) => snapshots.restoreSnapshot(parts, caller, stackId, id, planId));
}

/** The document of a stack as text, from which it can be adopted again. */
export async function exportStack(project: string, stackId: string): Promise<ActionResult<string>> {
  return asCaller(project, 'member', async (parts, caller) => {
    const document = await exportDocument(parts, caller, stackId);
    return document.ok ? { ok: true, value: JSON.stringify(document.value, null, 2) } : document;
  });
}

/** The stack goes, what its resources stand for stays; the answer is its document. */
export async function abandonStack(project: string, stackId: string): Promise<ActionResult<string>> {
  return asCaller(project, 'member', async (parts, caller) => {
    const document = await exportDocument(parts, caller, stackId);
    if (!document.ok) return document;
    const accepted = await deleteStack(parts, caller, stackId, true);
    return accepted.ok ? { ok: true, value: JSON.stringify(document.value, null, 2) } : accepted;
  });
}

export async function adoptStack(project: string, name: string, document: string): Accepted {
  return asCaller(project, 'member', (parts, caller) => adopt(parts, caller, name, document));
}
