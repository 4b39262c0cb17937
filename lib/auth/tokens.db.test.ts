import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { stackUserSecrets } from '@/lib/software/stack-user';
import { freshDatabase } from '@/lib/testing/postgres';
import { prepareOwner } from './owner';
import { tokenAuthority } from './token-authority';
import { issueToken, revokeToken } from './tokens';
import { createVault } from './vault';

const database = await freshDatabase();
const { prisma, pool } = database;
const vault = createVault(randomBytes(32));
const tokens = tokenAuthority({ pool, vault });
afterAll(() => database.close());

let userId = '';
let projectId = '';
beforeEach(async () => {
  await prisma.user.deleteMany();
  await prisma.stack.deleteMany();
  await prisma.project.deleteMany();
  userId = (await prepareOwner(prisma, {})).id;
  projectId = (await prisma.project.findFirstOrThrow()).id;
});

const issue = (more: Partial<Parameters<typeof issueToken>[1]> = {}) => issueToken({ pool }, { userId, projectId, methods: ['password'], ...more });

describe('a token', () => {
  it('stands for its person, project and role', async () => {
    const { token } = await issue();
    expect(await tokens.authenticate(token)).toEqual({ userId, userName: 'admin', projectId, projectName: 'default', role: 'admin', stackUser: null, administrator: true });
  });

  it('is not to be found in the database', async () => {
    const { token } = await issue();
    expect(JSON.stringify(await prisma.apiToken.findMany())).not.toContain(token);
  });

  it('without a project says who, and does nothing in a project', async () => {
    const { token } = await issue({ projectId: null });
    expect(await tokens.identify(token)).toMatchObject({ userId, project: null, role: null, administrator: true });
    expect(await tokens.authenticate(token)).toBeNull();
  });

  it('is known to be in use, to the minute', async () => {
    const { token, auditId } = await issue();
    const usedAt = async () => (await prisma.apiToken.findFirstOrThrow({ where: { auditId } })).usedAt;
    expect(await usedAt()).toBeNull();
    await tokens.identify(token);
    const first = await usedAt();
    expect(Date.now() - (first?.getTime() ?? 0)).toBeLessThan(10_000);
    await tokens.identify(token);
    expect(await usedAt()).toEqual(first);
  });

  it('ends when it is revoked, once', async () => {
    const { token, auditId } = await issue();
    expect(await revokeToken({ pool }, auditId, 'somebody else')).toBe(false);
    expect(await revokeToken({ pool }, auditId, userId)).toBe(true);
    expect(await revokeToken({ pool }, auditId, userId)).toBe(false);
    expect(await tokens.identify(token)).toBeNull();
  });

  it('ends at its time, and is then forgotten', async () => {
    const { token } = await issue({ now: new Date(Date.now() - 13 * 3_600_000) });
    expect(await tokens.identify(token)).toBeNull();
    await issue({ now: new Date(Date.now() + 48 * 3_600_000) });
    expect(await prisma.apiToken.count()).toBe(1);
  });

  it('that was got with another ends with it', async () => {
    const parent = await issue({ until: new Date(Date.now() + 60_000) });
    const child = await issue({ methods: ['token', 'password'], parent: { auditId: parent.auditId, rootAuditId: parent.auditId, expiresAt: parent.expiresAt } });
    expect(child.expiresAt).toEqual(parent.expiresAt);
  });

  it('can do what its person can do now: a lower role, no role, nobody', async () => {
    const { token } = await issue();
    await prisma.membership.updateMany({ data: { role: 'reader' } });
    expect(await tokens.authenticate(token)).toMatchObject({ role: 'reader' });
    await prisma.membership.deleteMany();
    expect(await tokens.identify(token)).toBeNull();
    await prisma.user.deleteMany();
    expect(await tokens.identify(token)).toBeNull();
  });

  it('of an application credential can do no more than the credential, and ends with it', async () => {
    await prisma.applicationCredential.create({ data: { id: 'a'.repeat(32), name: 'ci', userId, projectId, role: 'member', secretHash: 'x' } });
    const { token } = await issue({ methods: ['application_credential'], applicationCredentialId: 'a'.repeat(32) });
    expect(await tokens.identify(token)).toMatchObject({ role: 'member', administrator: false, applicationCredential: { name: 'ci', unrestricted: false } });
    await prisma.applicationCredential.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await tokens.identify(token)).toBeNull();
  });

  it.each(['', 'x', 'a'.repeat(10_000), `hearth-stack-user.${'0'.repeat(32)}.x`])('that nobody issued is nobody: %.30s', async (text) => {
    expect(await tokens.identify(text)).toBeNull();
  });
});

describe('the token of a stack user', () => {
  const resourceId = randomUUID();
  beforeEach(async () => {
    const stackId = randomUUID();
    await prisma.stack.create({ data: { id: stackId, projectId, name: 'shop', rootId: stackId, action: 'CREATE', status: 'COMPLETE', createdBy: 'test' } });
    await prisma.resource.create({ data: { id: resourceId, stackId, rootId: stackId, name: 'handle', type: 'OS::Heat::WaitConditionHandle', action: 'CREATE', status: 'COMPLETE', definition: {} } });
  });

  it('reaches its own resource only, and ends with it', async () => {
    const { token } = stackUserSecrets(vault.sign, resourceId);
    expect(await tokens.authenticate(token)).toMatchObject({ projectId, role: 'reader', stackUser: { resourceNames: ['handle'], resourceId } });
    await prisma.resource.deleteMany();
    expect(await tokens.authenticate(token)).toBeNull();
  });

  it('made with another key is nobody', async () => {
    expect(await tokens.identify(stackUserSecrets(createVault(randomBytes(32)).sign, resourceId).token)).toBeNull();
  });
});
