/** The document of a stack, as pages save it and take it in again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteStack } from '@/lib/stacks/operations';
import type { Caller } from '@/lib/stacks/ports';
import { listSnapshots, restoreSnapshot, snapshotViews, takeSnapshot } from '@/lib/stacks/snapshots';
import { adoptStack, exportStack } from './documents';
import { ApiStage } from './testing/api-stage';

let api: ApiStage;
let caller: Caller;
beforeAll(async () => {
  api = await ApiStage.open();
  caller = { userId: 'u', userName: 'Ann', projectId: api.projectId, projectName: 'p', role: 'member' };
});
afterAll(() => api.close());

const NET = { heat_template_version: '2021-04-16', resources: { net: { type: 'OS::Neutron::Net', properties: { name: 'handed on' } } } };
const idOf = (address: string): string => address.split('/').at(-1) ?? '';

describe('a document', () => {
  it('of a stack that was let go of makes another, which has its things and deletes them with itself', async () => {
    const ports = api.stage.ports();
    const networks = async (): Promise<number> => (await ports.pool.query("SELECT 1 FROM sandbox_object WHERE name = 'handed on'")).rowCount ?? 0;
    const address = await api.create('first', NET);
    const document = await exportStack(ports, caller, idOf(address));
    if (!document.ok) throw new Error(document.problem.message);
    expect(await deleteStack(ports, caller, idOf(address), true)).toMatchObject({ ok: true });
    await api.settled(address);
    expect(await networks()).toBe(1);
    const adopted = await adoptStack(ports, caller, 'second', JSON.stringify(document.value));
    if (!adopted.ok) throw new Error(adopted.problem.message);
    const second = `/stacks/second/${adopted.value.stackId}`;
    expect(await api.settled(second)).toBe('ADOPT_COMPLETE');
    await api.ask('DELETE', second);
    await api.settled(second);
    expect(await networks()).toBe(0);
  });

  it.each([['no JSON', '{'], ['no document of a stack', '[]'], ['one without a template', '{}']])('that is %s is refused', async (_, text) => {
    expect(await adoptStack(api.stage.ports(), caller, 'broken', text)).toMatchObject({ ok: false, problem: { code: 'validation' } });
  });

  it('of another project is not given', async () => {
    const address = await api.create('ours', NET);
    expect(await exportStack(api.stage.ports(), { ...caller, projectId: 'other' }, idOf(address))).toMatchObject({ ok: false, problem: { code: 'not_found' } });
  });
});

describe('snapshots as pages list them', () => {
  it('tell the revision they are of, the youngest first, and outlive a restore', async () => {
    const ports = api.stage.ports();
    const address = await api.create('kept', NET);
    const id = idOf(address);
    for (const name of ['old', 'new']) {
      expect(await takeSnapshot(ports, caller, id, name)).toMatchObject({ ok: true });
      await api.settled(address);
    }
    const views = await snapshotViews(ports, caller, id);
    expect(views).toMatchObject({ ok: true, value: [{ name: 'new', status: 'COMPLETE', revision: 1, resources: 1 }, { name: 'old', status: 'COMPLETE', revision: 1, resources: 1 }] });
    if (!views.ok) return;
    expect(await restoreSnapshot(ports, caller, id, views.value[1]?.id ?? '')).toMatchObject({ ok: true });
    expect(await api.settled(address)).toBe('RESTORE_COMPLETE');
    expect(await listSnapshots(ports, caller, id)).toMatchObject({ ok: true, value: [{ name: 'old' }, { name: 'new' }] });
  });
});

describe('a volume', () => {
  const DISK = { heat_template_version: '2021-04-16', resources: { disk: { type: 'OS::Cinder::Volume', deletion_policy: 'Snapshot', properties: { size: 3 } } } };
  const backups = async (): Promise<{ id: string }[]> => (await api.stage.ports().pool.query<{ id: string }>("SELECT id FROM sandbox_object WHERE kind = 'backup' ORDER BY created_at")).rows;

  it('is backed up by a snapshot of its stack, which says where, and by a deletion with that policy', async () => {
    const ports = api.stage.ports();
    const address = await api.create('disks', DISK);
    expect(await takeSnapshot(ports, caller, idOf(address), 'full')).toMatchObject({ ok: true });
    await api.settled(address);
    const [backup] = await backups();
    expect(await listSnapshots(ports, caller, idOf(address))).toMatchObject({ ok: true, value: [{ resources: { disk: { resource_data: { backup_id: backup?.id } } } }] });
    await api.ask('DELETE', address);
    await api.settled(address);
    expect(await backups()).toHaveLength(2);
  });
});
