/** Every API over one real HTTP server, with everything behind it real: database, worker, sandbox, people who have roles. For tests. */
import { createUser, setRole } from '@/lib/auth/people';
import { prepareOwner } from '@/lib/auth/owner';
import { tokenAuthority } from '@/lib/auth/token-authority';
import type { JsonMap } from '@/lib/hot/types';
import { composeApis } from '@/lib/runtime/apis';
import { orchestrationApi } from '@/lib/runtime/orchestration';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import type { Role } from '@/lib/wire/types';
import { conforming } from './conforming';

export const PASSWORD = 'correct horse';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed; empty where it is no JSON. */
  body: JsonMap;
  text: string;
}

export async function identityStage() {
  const stage = await DeploymentStage.open();
  const { database, vault, web } = stage.world;
  const { prisma, pool } = database;
  const faults: unknown[] = [];
  const tokens = tokenAuthority({ pool, vault });
  const parts = {
    ...stage.ports(), prisma, pool, vault, tokens,
    config: { publicUrl: web.url, publicUrlGiven: false, allowPrivateUrls: true, hiddenStackTags: [] },
    logger: { error: (details: unknown) => void faults.push(details) },
  };
  const apis = composeApis(parts);
  const orchestration = conforming(orchestrationApi(parts), (fault) => void faults.push(fault));
  const route = (request: Request): Promise<Response> => {
    const [, first, version, kind] = new URL(request.url).pathname.split('/');
    if (first === 'agent') return stage.world.agentApi(request);
    if (first === 'cfn' && version === 'v1' && (kind === 'signal' || kind === 'waitcondition')) return stage.world.signalApi(request);
    if (first === 'identity') return apis.identity(request);
    if (first === 'cfn' || first === 'v1') return apis.cfn(request);
    if (first === 'objects') return apis.objects(request);
    if (first === 'queues') return apis.queues(request);
    return orchestration(request);
  };
  stage.world.mount(route);
  const owner = await prepareOwner(prisma, { ownerPassword: PASSWORD });
  const project = await prisma.project.findUniqueOrThrow({ where: { name: 'default' } });

  async function send(method: string, path: string, { token, body, headers = {} }: { token?: string; body?: unknown; headers?: Record<string, string> } = {}): Promise<Answer> {
    const answer = await fetch(path.startsWith('http') ? path : `${web.url}${path}`, {
      method, redirect: 'manual',
      headers: { ...(token === undefined ? {} : { 'x-auth-token': token }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
  }

  return {
    stage, database, prisma, pool, vault, web, tokens, faults, send, route,
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
      await stage.close();
      // A fault of ours, answered with 500, fails the tests that were not looking at it, too.
      if (faults.length > 0) throw new AggregateError(faults, `The APIs had faults: ${JSON.stringify(faults)}`);
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
