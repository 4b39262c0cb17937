/** Stands in for Keystone: tokens for one user in one project, and a catalogue. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Json } from '@/lib/hot/types';
import { json } from './mistral';

export const USER = { name: 'demo', password: 'demo', domain: 'Default', project: 'demo' } as const;
export const CREDENTIAL = { id: 'c0ffee00c0ffee00c0ffee00c0ffee00', secret: 'credential-secret' } as const;

const named = z.object({ id: z.string(), name: z.string() }).partial();
const sent = z.object({
  auth: z.object({
    identity: z.object({
      password: z.object({ user: z.object({ name: z.string(), password: z.string(), domain: named }) }).optional(),
      application_credential: z.object({ id: z.string(), secret: z.string() }).optional(),
    }),
  }),
});

export class KeystoneStandIn {
  /** How often somebody has signed in. */
  signIns = 0;
  private readonly tokens = new Set<string>();
  private readonly services: readonly { type: string; name: string; url: string }[];

  constructor(services: readonly { type: string; name: string; url: string }[]) {
    this.services = services;
  }

  knows(token: string | null): boolean {
    return token !== null && this.tokens.has(token);
  }

  /** As when Keystone loses its keys: no token holds any more, whatever it says about its end. */
  revokeAll(): void {
    this.tokens.clear();
  }

  async handle(method: string, path: string, request: Request): Promise<Response> {
    if (method === 'GET') return json(200, { version: { id: 'v3.14', status: 'stable', links: [] } });
    if (path !== '/auth/tokens') return json(404, { error: { code: 404, title: 'Not Found', message: `${path} not found` } });
    const read = sent.safeParse(await request.json());
    if (!read.success || !isRight(read.data)) {
      return json(401, { error: { code: 401, title: 'Unauthorized', message: 'The request you have made requires authentication.' } });
    }
    this.signIns += 1;
    const token = randomBytes(24).toString('base64url');
    this.tokens.add(token);
    const answer = json(201, {
      token: {
        methods: ['password'], expires_at: new Date(Date.now() + 3_600_000).toISOString(), user: { id: 'u1', name: USER.name, domain: { id: 'default', name: 'Default' } },
        project: { id: 'p1', name: USER.project, domain: { id: 'default', name: 'Default' } }, roles: [{ id: 'r1', name: 'member' }], catalog: this.services.map(catalogued),
      },
    });
    answer.headers.set('x-subject-token', token);
    return answer;
  }
}

function isRight({ auth: { identity } }: z.infer<typeof sent>): boolean {
  if (identity.application_credential !== undefined) return identity.application_credential.id === CREDENTIAL.id && identity.application_credential.secret === CREDENTIAL.secret;
  return identity.password?.user.name === USER.name && identity.password.user.password === USER.password && identity.password.user.domain.name === USER.domain;
}

function catalogued({ type, name, url }: { type: string; name: string; url: string }): Json {
  return {
    type, name, id: name,
    // Internal addresses lead nowhere, so that using them shows.
    endpoints: [{ interface: 'public', region: 'RegionOne', region_id: 'RegionOne', url, id: `${name}-public` }, { interface: 'internal', region: 'RegionOne', region_id: 'RegionOne', url: 'http://127.0.0.1:9', id: `${name}-internal` }],
  };
}
