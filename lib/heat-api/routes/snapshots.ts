/** Snapshots of a stack, its export, and letting go of it. */
import { z } from 'zod';
import { DEEPEST } from '@/lib/engine/children';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { deployedRevision } from '@/lib/stacks/deployed';
import { deleteStack } from '@/lib/stacks/operations';
import { deleteSnapshot, listSnapshots, readSnapshot, restoreSnapshot, takeSnapshot } from '@/lib/stacks/snapshots';
import { listResourceRecords } from '@/lib/store/resource-listing';
import type { SnapshotRecord } from '@/lib/store/snapshots';
import type { StackRecord } from '@/lib/store/stack-listing';
import { badRequest } from '../fault';
import { liveRootOf, liveStackOf, subjectOf } from '../find';
import { granted } from '../refusal';
import { exported, exportedResources, snapshotShown } from '../render/export';
import { type Call, NO_BODY, NO_QUERY, Reply, route } from '../route';
import { map, Notice } from '../shapes/parts';
import { Snapshot, StackExport } from '../shapes/snapshot';
import { accepted, madeOf } from './stack';

const ROOT = '/stacks/{stack_name}/{stack_id}';
const ONE = `${ROOT}/snapshots/{snapshot_id}`;
const SNAPSHOTS = { tag: 'Snapshots', body: NO_BODY, query: NO_QUERY } as const;

async function shown({ ports }: Call, stack: StackRecord, snapshot: SnapshotRecord): Promise<JsonMap> {
  return snapshotShown(stack, snapshot, await deployedRevision(ports, snapshot.revisionId));
}

const list = route({
  ...SNAPSHOTS, method: 'GET', path: `${ROOT}/snapshots`, summary: 'List the snapshots of a stack', policy: 'stacks:list_snapshots', role: 'reader', status: 200, answer: 'snapshots', returns: map({ snapshots: z.array(Snapshot) }),
  async handler(call): Promise<Json> {
    const stack = await liveRootOf(call);
    const snapshots = granted(await listSnapshots(call.ports, call.caller, stack.id), subjectOf(stack));
    return { snapshots: await Promise.all(snapshots.map((snapshot) => shown(call, stack, snapshot))) };
  },
});

const take = route({
  ...SNAPSHOTS, method: 'POST', path: `${ROOT}/snapshots`, summary: 'Take a snapshot of a stack', policy: 'stacks:snapshot', role: 'member', status: 200, answer: 'the snapshot itself', returns: Snapshot,
  body: z.custom<Json | undefined>().meta({ type: 'object', description: 'name, if it is to have one.' }),
  async handler(call) {
    const stack = await liveRootOf(call);
    const name = isMap(call.body) ? call.body['name'] : undefined;
    if (name !== undefined && name !== null && typeof name !== 'string') throw badRequest('Invalid value for "name": a text is expected.');
    const { snapshotId } = granted(await takeSnapshot(call.ports, call.caller, stack.id, name ?? ''), subjectOf(stack));
    return shown(call, stack, granted(await readSnapshot(call.ports, call.caller, stack.id, snapshotId)));
  },
});

const show = route({
  ...SNAPSHOTS, method: 'GET', path: ONE, summary: 'Show a snapshot', policy: 'stacks:show_snapshot', role: 'reader', status: 200, answer: 'snapshot', returns: map({ snapshot: Snapshot }),
  async handler(call): Promise<Json> {
    const stack = await liveRootOf(call);
    const snapshot = granted(await readSnapshot(call.ports, call.caller, stack.id, call.params['snapshot_id'] ?? ''));
    return { snapshot: await shown(call, stack, snapshot) };
  },
});

const remove = route({
  ...SNAPSHOTS, method: 'DELETE', path: ONE, summary: 'Delete a snapshot', policy: 'stacks:delete_snapshot', role: 'member', status: 204, answer: 'nothing', returns: null,
  async handler(call) {
    const stack = await liveRootOf(call);
    granted(await deleteSnapshot(call.ports, call.caller, stack.id, call.params['snapshot_id'] ?? ''));
    return new Reply(204);
  },
});

const restore = route({
  ...SNAPSHOTS, method: 'POST', path: `${ONE}/restore`, summary: 'Bring a stack back to what it was', policy: 'stacks:restore_snapshot', role: 'member', status: 202, answer: 'nothing yet', returns: Notice,
  async handler(call) {
    const stack = await liveRootOf(call);
    granted(await restoreSnapshot(call.ports, call.caller, stack.id, call.params['snapshot_id'] ?? ''), subjectOf(stack));
    return accepted();
  },
});

async function document(call: Call, stack: StackRecord): Promise<JsonMap> {
  return exported(stack, await madeOf(call, stack), exportedResources(await listResourceRecords(call.ports.pool, stack, DEEPEST, true), stack.id));
}

const exportStack = route({
  ...SNAPSHOTS, method: 'GET', path: `${ROOT}/export`, summary: 'A stack as a document that can be adopted', policy: 'stacks:export', role: 'member', status: 200, answer: 'the document', returns: StackExport,
  handler: async (call) => document(call, await liveStackOf(call)),
});

const abandon = route({
  ...SNAPSHOTS, method: 'DELETE', path: `${ROOT}/abandon`, summary: 'Delete a stack and leave what it made as it is', policy: 'stacks:abandon', role: 'member', status: 200, answer: 'the document from which it can be adopted', returns: StackExport,
  async handler(call) {
    const stack = await liveRootOf(call);
    const left = await document(call, stack);
    granted(await deleteStack(call.ports, call.caller, stack.id, true), subjectOf(stack));
    return left;
  },
});

export const snapshotRoutes = [list, take, show, remove, restore, exportStack, abandon];
