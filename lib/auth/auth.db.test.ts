import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '@/lib/runtime/logger';
import { freshDatabase } from '@/lib/testing/postgres';
import { createAuth } from './auth';
import { authorise } from './authorise';
import { prepareOwner } from './owner';
import { createSignInLink } from './sign-in-link';

const database = await freshDatabase();
const { prisma } = database;
const dataDirectory = mkdtempSync(path.join(tmpdir(), 'hearth-auth-'));
const config = { dataDirectory, publicUrl: 'http://127.0.0.1:3000', port: 3000 };
const auth = createAuth({ config, prisma, logger: createLogger('test', 'silent') });

afterAll(async () => {
  await database.close();
  rmSync(dataDirectory, { recursive: true });
});
beforeEach(async () => {
  await prisma.user.deleteMany();
  await prisma.project.deleteMany();
});

const tokenOf = (link: string): string => link.slice(link.lastIndexOf('/') + 1);
const useLink = (link: string) => auth.api.signInByLink({ body: { token: tokenOf(link) }, returnHeaders: true });

/** The user of the session whose cookie an answer has set. */
async function sessionOf(headers: Headers): Promise<string | undefined> {
  const cookie = headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  return (await auth.api.getSession({ headers: new Headers({ cookie }) }))?.user.id;
}

function signIn(password: string): Promise<Response> {
  const body = JSON.stringify({ username: 'admin', password });
  const headers = { 'content-type': 'application/json', origin: config.publicUrl, 'x-hearth-peer': '127.0.0.1' };
  return auth.handler(new Request(`${config.publicUrl}/api/auth/sign-in/username`, { method: 'POST', headers, body }));
}

describe('the first start', () => {
  it('makes the owner and the default project, once, also when several instances start', async () => {
    const owners = await Promise.all(Array.from({ length: 5 }, () => prepareOwner(prisma, {})));
    const [one] = owners;
    expect(new Set(owners.map(({ id }) => id)).size).toBe(1);
    expect(await prisma.membership.findMany({ include: { project: true } })).toMatchObject([{ userId: one?.id, role: 'admin', project: { name: 'default' } }]);
  });

  it('with a password lets the owner sign in with it, and with a later one instead', async () => {
    const owner = await prepareOwner(prisma, { ownerPassword: 'correct horse' });
    const answer = await signIn('correct horse');
    expect(await sessionOf(answer.headers)).toBe(owner.id);
    await prepareOwner(prisma, { ownerPassword: 'battery staple' });
    expect(await sessionOf(answer.headers), 'who knew the old one is signed out').toBeUndefined();
    expect((await signIn('correct horse')).status).toBe(401);
    expect((await signIn('battery staple')).status).toBe(200);
  });
});

describe('a sign-in link', () => {
  it('signs its user in, once', async () => {
    const owner = await prepareOwner(prisma, {});
    const link = await createSignInLink(prisma, owner.id, config.publicUrl);
    const { headers } = await useLink(link);
    expect(await sessionOf(headers)).toBe(owner.id);
    await expect(useLink(link)).rejects.toThrow('used before');
  });

  it('signs in one of two who use it at the same moment', async () => {
    const owner = await prepareOwner(prisma, {});
    const link = await createSignInLink(prisma, owner.id, config.publicUrl);
    const outcomes = await Promise.allSettled([useLink(link), useLink(link), useLink(link)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('works for a day', async () => {
    const owner = await prepareOwner(prisma, {});
    const link = await createSignInLink(prisma, owner.id, config.publicUrl);
    await prisma.signInLink.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    await expect(useLink(link)).rejects.toThrow('too old');
  });

  it('is not to be found in the database', async () => {
    const owner = await prepareOwner(prisma, {});
    const link = await createSignInLink(prisma, owner.id, config.publicUrl);
    expect(JSON.stringify(await prisma.signInLink.findMany())).not.toContain(tokenOf(link));
  });
});

describe('nobody', () => {
  it('signs up', async () => {
    const body = JSON.stringify({ name: 'me', email: 'me@example.org', password: 'long enough', username: 'somebody' });
    const request = new Request(`${config.publicUrl}/api/auth/sign-up/email`, { method: 'POST', headers: { 'content-type': 'application/json', origin: config.publicUrl }, body });
    expect((await auth.handler(request)).ok).toBe(false);
    expect(await prisma.user.count()).toBe(0);
  });

  it('uses the link endpoint from outside', async () => {
    const request = new Request(`${config.publicUrl}/api/auth/sign-in-by-link`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"token":"x"}' });
    expect((await auth.handler(request)).status).toBe(404);
  });
});

describe('in a project', () => {
  const code = async (minimumRole: 'reader' | 'member' | 'admin', project = 'default', signedIn = true) => {
    const user = await prisma.user.findFirstOrThrow();
    const result = await authorise(prisma, signedIn ? { userId: user.id, userName: user.name } : null, project, minimumRole);
    return result.ok ? result.value.role : result.problem.code;
  };

  it.each([
    ['reader', 'reader', 'reader'],
    ['reader', 'member', 'forbidden'],
    ['member', 'reader', 'member'],
    ['member', 'admin', 'forbidden'],
    ['admin', 'admin', 'admin'],
  ] as const)('a %s who does what needs a %s: %s', async (role, needed, outcome) => {
    await prepareOwner(prisma, {});
    await prisma.membership.updateMany({ data: { role } });
    expect(await code(needed)).toBe(outcome);
  });

  it('one does not belong to, one does nothing, and does not learn that it exists', async () => {
    await prepareOwner(prisma, {});
    await prisma.project.create({ data: { id: 'f'.repeat(32), name: 'other' } });
    expect(await code('reader', 'other')).toBe('not_found');
    expect(await code('reader', 'no such project')).toBe('not_found');
  });

  it('somebody who is not signed in does nothing', async () => {
    await prepareOwner(prisma, {});
    expect(await code('reader', 'default', false)).toBe('unauthenticated');
  });
});
