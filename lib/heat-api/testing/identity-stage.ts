/** The APIs beside Heat's own over a real database and a real HTTP server, with people who have roles. For tests. */
import { randomBytes } from 'node:crypto';
import { createUser, setRole } from '@/lib/auth/people';
import { prepareOwner } from '@/lib/auth/owner';
import { tokenAuthority } from '@/lib/auth/token-authority';
import { createVault } from '@/lib/auth/vault';
import type { JsonMap } from '@/lib/hot/types';
import { composeApis, type Apis } from '@/lib/runtime/apis';
import { freshDatabase } from '@/lib/testing/postgres';
import { webServer } from '@/lib/testing/web-server';
import type { Role } from '@/lib/wire/types';

export const PASSWORD = 'correct horse';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed; the text where it is no JSON. */
  body: JsonMap;
  text: string;
}

export async function identityStage() {
  const database = await freshDatabase();
  const { prisma, pool } = database;
  const vault = createVault(randomBytes(32));
  const faults: unknown[] = [];
  let apis: Apis | null = null;
  const web = await webServer(async (request) => {
    const path = new URL(request.url).pathname;
    if (apis === null) return new Response('not yet', { status: 503 });
    return path.startsWith('/identity') ? apis.identity(request) : new Response('elsewhere', { status: 404 });
  });
  const tokens = tokenAuthority({ pool, vault });
  apis = composeApis({ config: { publicUrl: web.url, publicUrlGiven: false }, pool, prisma, vault, tokens, logger: { error: (details: unknown) => void faults.push(details) } });
  const owner = await prepareOwner(prisma, { ownerPassword: PASSWORD });
  const project = await prisma.project.findUniqueOrThrow({ where: { name: 'default' } });

  async function send(method: string, path: string, { token, body, headers = {} }: { token?: string; body?: unknown; headers?: Record<string, string> } = {}): Promise<Answer> {
    const answer = await fetch(`${web.url}${path}`, {
      method, redirect: 'manual',
      headers: { ...(token === undefined ? {} : { 'x-auth-token': token }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
  }

  return {
    database, prisma, pool, vault, web, tokens, faults, send,
    owner: { id: owner.id, name: owner.username, password: PASSWORD },
    project: { id: project.id, name: project.name },
    /** A person with a role in the default project. */
    async person(name: string, role: Role) {
      const made = await createUser(prisma, { name, password: PASSWORD });
      if (!made.ok) throw new Error(made.problem.message);
      await setRole(prisma, project.id, made.value.id, role);
      return { id: made.value.id, name, password: PASSWORD };
    },
    /** A token by password, scoped to the default project. */
    async token(name: string, password = PASSWORD): Promise<string> {
      const { headers } = await send('POST', '/identity/v3/auth/tokens', { body: passwordBody(name, password, { project: { id: project.id } }) });
      return headers.get('x-subject-token') ?? '';
    },
    async end() {
      await web.stop();
      await database.close();
      // A fault of ours, answered with 500, fails the tests that were not looking at it, too.
      if (faults.length > 0) throw new AggregateError(faults, 'The APIs had faults.');
    },
  };
}

export type IdentityStage = Awaited<ReturnType<typeof identityStage>>;

export function passwordBody(name: string, password: string, scope?: unknown) {
  return { auth: { identity: { methods: ['password'], password: { user: { name, domain: { id: 'default' }, password } } }, ...(scope === undefined ? {} : { scope }) } };
}

function parsed(text: string): JsonMap {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
