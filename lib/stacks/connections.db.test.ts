/** Who may have which connections, and what is kept of their keys. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectionPorts, listConnections, removeConnection, saveConnection } from './connections';
import { makeWorld, type World } from '@/lib/testing/resource-world';
import type { Caller } from './ports';

let world: World;
let ports: ConnectionPorts;
let caller: Caller;
beforeAll(async () => {
  world = await makeWorld();
  ports = { connections: world.connections };
  caller = { userId: 'u', userName: 'ada', projectId: world.projectId, projectName: 'default', role: 'admin' };
});
afterAll(() => world.end());

const pem = (what: string): string => `-----BEGIN ${what}-----\nsecret of ${what}\n-----END ${what}-----`;
const input = { id: null, name: 'far', address: 'tcp://docker.example:2376', agentUrl: 'http://hearth.example:3000/', tls: { ca: pem('CERTIFICATE'), cert: pem('CERTIFICATE'), key: pem('PRIVATE KEY') } };

describe('a connection', () => {
  it('keeps its keys sealed, shows none of them, and keeps them when the rest is changed', async () => {
    const saved = await saveConnection(ports, caller, input);
    expect(saved).toEqual({ ok: true, value: { id: expect.any(String), kind: 'docker', name: 'far', address: 'tcp://docker.example:2376', agentUrl: 'http://hearth.example:3000', tls: true, createdBy: 'ada' } });
    const id = saved.ok ? saved.value.id : '';
    expect(await saveConnection(ports, caller, { ...input, id, name: 'further', tls: 'keep' })).toMatchObject({ ok: true, value: { name: 'further', tls: true } });
    const { rows } = await world.database.pool.query<{ row: string }>('SELECT connection::text AS row FROM connection WHERE id = $1', [id]);
    expect(rows[0]?.row).not.toContain('secret of');
    expect((await world.connections.find(world.projectId, id))?.secrets).toEqual(input.tls);
    expect(await saveConnection(ports, caller, { ...input, id, name: 'far', tls: 'none' })).toMatchObject({ ok: true, value: { tls: false } });
    expect((await world.connections.find(world.projectId, id))?.secrets).toBeNull();
  });

  it('has a name of its own in its project, and says what is wrong with what was written', async () => {
    expect(await saveConnection(ports, caller, { ...input, tls: 'none' })).toMatchObject({ ok: false, problem: { message: 'Name: This project has a connection "far" already.' } });
    expect(await saveConnection(ports, caller, { ...input, name: 'x', address: 'ftp://x', tls: { ca: 'x', cert: pem('CERTIFICATE'), key: pem('KEY') } })).toMatchObject({
      ok: false, problem: { message: expect.stringMatching(/^Address: Expected unix.* CA certificate: Expected PEM/) },
    });
  });

  it('stays while resources are there, and is nobody else\'s', async () => {
    const [connection] = await world.connections.ofKind(world.projectId, 'docker');
    const id = connection?.id ?? '';
    expect(await removeConnection(ports, { ...caller, projectId: 'e'.repeat(32) }, id)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    const resource = await world.resource('Hearth::Docker::Volume', 'data');
    await world.database.pool.query('UPDATE resource SET data = $2 WHERE id = $1', [resource.view.id, JSON.stringify({ connection: id })]);
    expect(await removeConnection(ports, caller, id)).toMatchObject({ ok: false, problem: { code: 'conflict', message: 'Stacks have resources there: shop. Delete them first.' } });
    await world.database.pool.query("UPDATE resource SET action = 'DELETE', status = 'COMPLETE' WHERE id = $1", [resource.view.id]);
    expect(await removeConnection(ports, caller, id)).toEqual({ ok: true, value: null });
    expect(await listConnections(ports, caller)).toEqual({ ok: true, value: [] });
  });
});
