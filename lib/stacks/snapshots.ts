/** What a stack was, kept so that it can be brought back. */
import { isMap } from '@/lib/hot/json';
import { insertSnapshot, MOST_SNAPSHOTS, removeSnapshot, snapshotById, type SnapshotRecord, snapshotsOf } from '@/lib/store/snapshots';
import { revisionViews } from '@/lib/store/views';
import type { ActionResult, PlanView, SnapshotView } from '@/lib/wire/types';
import { openStack } from './find';
import { insertRevision, revisionById } from '@/lib/store/stacks';
import { busy, request, shownBefore } from './operations';
import { toRevision } from './plan';
import { type Caller, done, NO_SUCH_STACK, refuse, type StackPorts } from './ports';
import { restoredTemplate } from './restored-template';
import { updateRefusal } from './update-stack';

/** Asks every resource for a snapshot, each by its type's own means; `name` may be anything. */
export async function takeSnapshot(ports: StackPorts, caller: Caller, stackId: string, name: string): Promise<ActionResult<{ snapshotId: string }>> {
  let snapshotId = '';
  let revisionId: string | null = null;
  const accepted = await request(
    ports, caller, stackId,
    async (head, client) => {
      if (head.status === 'IN_PROGRESS') return busy(head);
      if (head.revisionId === null) return refuse('nothing_deployed', `Nothing of "${head.name}" is deployed.`);
      if ((await snapshotsOf(client, head.id)).length >= MOST_SNAPSHOTS) {
        return refuse('too_many', `You have reached the maximum snapshots per stack, ${MOST_SNAPSHOTS}. Please delete some snapshots.`);
      }
      ({ revisionId } = head);
      return done({ action: 'SNAPSHOT' as const, targetRevisionId: head.revisionId, rollbackRevisionId: head.revisionId, onFailure: 'keep' as const });
    },
    async (client, operationId) => {
      if (revisionId !== null) snapshotId = await insertSnapshot(client, { stackId, operationId, revisionId, name });
    },
  );
  return accepted.ok ? done({ snapshotId }) : accepted;
}

export async function listSnapshots(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<SnapshotRecord[]>> {
  const head = await openStack(ports, caller, stackId);
  return head === null ? NO_SUCH_STACK : done(await snapshotsOf(ports.pool, head.id));
}

/** As pages show them, the youngest first. */
export async function snapshotViews(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<SnapshotView[]>> {
  const found = await listSnapshots(ports, caller, stackId);
  if (!found.ok) return found;
  const numbers = new Map((await revisionViews(ports.pool, stackId)).map(({ id, number }) => [id, number]));
  return done(found.value.toReversed().map(({ id, name, status, reason, revisionId, resources, createdAt }) => (
    { id, name, status, reason, revision: numbers.get(revisionId) ?? null, resources: Object.keys(resources).length, createdAt: createdAt.toISOString() }
  )));
}

export async function readSnapshot(ports: StackPorts, caller: Caller, stackId: string, id: string): Promise<ActionResult<SnapshotRecord>> {
  const head = await openStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  const snapshot = await snapshotById(ports.pool, head.id, id);
  return snapshot === null ? noSnapshot(id, head.name) : done(snapshot);
}

function noSnapshot(id: string, name: string): ReturnType<typeof refuse> {
  const message = `The Snapshot (${id}) for Stack (${name}) could not be found.`;
  return refuse('no_snapshot', message);
}

export async function deleteSnapshot(ports: StackPorts, caller: Caller, stackId: string, id: string): Promise<ActionResult<null>> {
  const found = await readSnapshot(ports, caller, stackId, id);
  if (!found.ok) return found;
  if (found.value.status === 'IN_PROGRESS') return refuse('snapshot_busy', 'Deleting in-progress snapshot is not supported.');
  await removeSnapshot(ports.pool, id);
  for (const record of Object.values(found.value.resources)) {
    const { type, resource_data: data } = isMap(record) ? record : {};
    if (isMap(data)) await ports.registry.get(String(type))?.forgetSnapshot?.(data);
  }
  return done(null);
}

/** What a snapshot leads back to: its revision, and the template in which resources are made from what was kept of them. */
async function restored(ports: StackPorts, caller: Caller, stackId: string, id: string) {
  const found = await readSnapshot(ports, caller, stackId, id);
  if (!found.ok) return found;
  const { status, revisionId, resources, name } = found.value;
  if (status !== 'COMPLETE') return refuse('snapshot_incomplete', 'Restoring incomplete snapshot is not supported.');
  const revision = await revisionById(ports.pool, revisionId);
  if (revision === null) return refuse('not_found', 'What the stack was made from when the snapshot was taken is not there any more.');
  return done({ revision, revisionId, name, ...restoredTemplate(revision, resources, ports.registry) });
}

/** What restoring would do. Nothing is stored. */
export async function previewRestore(ports: StackPorts, caller: Caller, stackId: string, id: string): Promise<ActionResult<PlanView>> {
  const head = await openStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  const target = await restored(ports, caller, stackId, id);
  if (!target.ok) return target;
  const { revision, revisionId, text, template } = target.value;
  return toRevision(ports, head, revisionId, ['restore', id], text === revision.templateText ? {} : { instead: template });
}

/** Back to what the stack was when the snapshot was taken; resources of which something was kept are made from it. With a plan id it is refused when the stack moved since. */
export async function restoreSnapshot(ports: StackPorts, caller: Caller, stackId: string, id: string, planId?: string): Promise<ActionResult<{ stackId: string }>> {
  const found = await restored(ports, caller, stackId, id);
  if (!found.ok) return found;
  const { revision, revisionId, name, text, template } = found.value;
  const shown = await shownBefore(planId, () => previewRestore(ports, caller, stackId, id));
  if (!shown.ok) return shown;
  return request(ports, caller, stackId, async (head, client) => {
    const refusal = updateRefusal(head);
    if (refusal !== null) return refusal;
    const { files, environment, parameters, secrets, layout } = revision;
    const target = text === revision.templateText ? revisionId : await insertRevision(client, { stackId, templateText: text, template, files, environment, parameters, secrets, layout, message: `Restored from ${name || id}`, createdBy: caller.userName });
    return done({ action: 'RESTORE' as const, targetRevisionId: target, rollbackRevisionId: head.revisionId, plan: shown.value });
  });
}
