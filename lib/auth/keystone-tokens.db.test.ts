import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IdentityStage, identityStage, PASSWORD, passwordBody } from '@/lib/heat-api/testing/identity-stage';
import { orchestrationApi } from '@/lib/runtime/orchestration';
import { freshDatabase } from '@/lib/testing/postgres';
import { webServer } from '@/lib/testing/web-server';
import { keystoneAuthority } from './keystone-tokens';
import { tokenAuthority } from './token-authority';

/** One instance stands for the real Keystone, another takes its tokens. */
let keystone: IdentityStage;
const database = await freshDatabase();
const { prisma, pool } = database;
const warnings: string[] = [];
let clock = Date.now();
beforeAll(async () => {
  keystone = await identityStage();
});
afterAll(async () => {
  await keystone.end();
  await database.close();
});

const authority = (url = `${keystone.web.url}/identity/v3`) =>
  keystoneAuthority({ url, prisma, local: tokenAuthority({ pool, vault: keystone.vault }), warn: (message) => void warnings.push(message), now: () => clock });

describe('with a real Keystone', () => {
  it('its tokens are taken, with their project under its own id, and their role', async () => {
    await keystone.person('ada', 'member');
    const caller = await authority().authenticate(await keystone.token('ada'));
    expect(caller).toMatchObject({ userName: 'ada', projectId: keystone.project.id, projectName: 'default', role: 'member', administrator: false });
    expect(await prisma.project.findMany()).toMatchObject([{ id: keystone.project.id, name: 'default' }]);
  });

  it('two of its projects may have one name', async () => {
    await prisma.project.create({ data: { id: 'e'.repeat(32), name: 'twice' } });
    const admin = await keystone.token('admin');
    const project = JSON.parse((await keystone.send('POST', '/identity/v3/projects', { token: admin, body: { project: { name: 'twice' } } })).text).project;
    const token = (await keystone.send('POST', '/identity/v3/auth/tokens', { body: passwordBody('admin', PASSWORD, { project: { id: project.id } }) })).headers.get('x-subject-token') ?? '';
    expect(await authority().authenticate(token)).toMatchObject({ projectId: project.id, projectName: `twice (${project.id})` });
  });

  it('a token that is revoked there is refused here half a minute later', async () => {
    const tokens = authority();
    const token = await keystone.token('admin');
    expect(await tokens.authenticate(token)).not.toBeNull();
    await keystone.send('DELETE', '/identity/v3/auth/tokens', { token: await keystone.token('admin'), headers: { 'x-subject-token': token } });
    expect(await tokens.authenticate(token), 'asked a moment ago').not.toBeNull();
    clock += 31_000;
    expect(await tokens.authenticate(token)).toBeNull();
  });

  it.each(['', 'nobody', 'with\nnewline', 'x'.repeat(9000)])('what it does not know is nobody: %.20s', async (token) => {
    expect(await authority().identify(token)).toBeNull();
  });

  it('that is away, nobody is let in, and the log says so', async () => {
    expect(await authority('http://127.0.0.1:9/v3').identify('x')).toBeNull();
    expect(warnings).toContain('Keystone cannot be reached; its tokens are refused until it can');
  });

  it('somebody with its token lists stacks in a second instance', async () => {
    const faults: unknown[] = [];
    const config = { publicUrl: 'http://127.0.0.1', publicUrlGiven: false, allowPrivateUrls: true, hiddenStackTags: [] };
    const second = await webServer(orchestrationApi({ ...keystone.stage.ports(), pool, tokens: authority(), config, logger: { error: (fault: unknown) => void faults.push(fault) } }));
    const ask = (token: string, project = keystone.project.id) => fetch(`${second.url}/orchestration/v1/${project}/stacks`, { headers: { 'x-auth-token': token } });
    const token = await keystone.token('ada');
    expect(await (await ask(token)).json()).toEqual({ stacks: [] });
    expect((await ask('nobody')).status).toBe(401);
    expect((await ask(token, '0'.repeat(32))).status).toBe(403);
    await second.stop();
    expect(faults).toEqual([]);
  });
});
