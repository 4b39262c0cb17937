/**
 * Tokens of a real Keystone (HEARTH_KEYSTONE_URL). Each is asked about with itself, so no account of our own is needed there; projects are ours under
 * Keystone's ids, made when somebody first comes with a token for one. Tokens of stack users, and those issued here, stay valid.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PrismaClient } from '@/lib/store/database';
import type { Role } from '@/lib/wire/types';
import { includes, ROLES } from './roles';
import { callerOf, type TokenAuthority } from './token-authority';
import type { TokenIdentity } from './tokens';

export interface KeystoneOptions {
  /** With `/v3`; without a slash at the end. */
  url: string;
  prisma: PrismaClient;
  local: TokenAuthority;
  warn(message: string, details: unknown): void;
  now?: () => number;
}

/** A token that was revoked there may be taken here for so long. */
const TRUSTED_MS = 30_000;
const MOST_REMEMBERED = 10_000;
const PATIENCE_MS = 10_000;

const Answer = z.object({
  token: z.object({
    methods: z.array(z.string()), audit_ids: z.array(z.string()).min(1), issued_at: z.string(), expires_at: z.string(),
    user: z.object({ id: z.string(), name: z.string() }),
    project: z.object({ id: z.string().regex(/^[\w-]{1,64}$/), name: z.string() }).optional(),
    roles: z.array(z.object({ name: z.string() })).default([]),
  }),
});

export function keystoneAuthority({ url, prisma, local, warn, now = Date.now }: KeystoneOptions): TokenAuthority {
  const remembered = new Map<string, { identity: TokenIdentity; until: number }>();

  async function identify(token: string): Promise<TokenIdentity | null> {
    const own = await local.identify(token);
    if (own !== null) return own;
    const key = createHash('sha256').update(token).digest('hex');
    const known = remembered.get(key);
    if (known !== undefined && known.until > now()) return known.identity;
    remembered.delete(key);
    const identity = await asked(token);
    if (identity === null) return null;
    remembered.set(key, { identity, until: Math.min(now() + TRUSTED_MS, identity.expiresAt.getTime()) });
    const [oldest] = remembered.keys();
    if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    return identity;
  }

  async function asked(token: string): Promise<TokenIdentity | null> {
    // What is no header is no token.
    if (!/^[\x21-\x7e]{1,8192}$/.test(token)) return null;
    let response: Response;
    try {
      response = await fetch(`${url}/auth/tokens?nocatalog`, { headers: { 'x-auth-token': token, 'x-subject-token': token, accept: 'application/json' }, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch (error) {
      warn('Keystone cannot be reached; its tokens are refused until it can', { url, error });
      return null;
    }
    if (response.status === 401 || response.status === 403 || response.status === 404) return null;
    const parsed = Answer.safeParse(response.ok ? await response.json().catch(() => null) : null);
    if (!parsed.success) {
      warn('Keystone gave an answer about a token that is not understood', { url, status: response.status });
      return null;
    }
    const { token: told } = parsed.data;
    const role = highest(told.roles.map(({ name }) => name));
    const project = told.project === undefined || role === null ? null : await projectHere(prisma, told.project);
    const [auditId = ''] = told.audit_ids;
    return {
      auditId, rootAuditId: told.audit_ids.at(-1) ?? auditId, methods: told.methods, userId: told.user.id, userName: told.user.name, administrator: false,
      project, role: project === null ? null : role, stackUser: null, applicationCredential: null, issuedAt: new Date(told.issued_at), expiresAt: new Date(told.expires_at),
    };
  }

  return { identify, authenticate: async (token) => callerOf(await identify(token)) };
}

/** Roles that mean nothing here give nothing. */
function highest(names: readonly string[]): Role | null {
  const known = ROLES.filter((role) => names.some((name) => name.toLowerCase() === role));
  return known.reduce<Role | null>((most, role) => (most === null || includes(role, most) ? role : most), null);
}

/** Names are unique here and not there: a second project of a name gets its id beside it. */
async function projectHere(prisma: PrismaClient, { id, name }: { id: string; name: string }): Promise<{ id: string; name: string }> {
  const known = await prisma.project.findUnique({ where: { id } });
  if (known !== null) return { id, name: known.name };
  await prisma.project.createMany({ data: { id, name }, skipDuplicates: true });
  await prisma.project.createMany({ data: { id, name: `${name} (${id})` }, skipDuplicates: true });
  const made = await prisma.project.findUniqueOrThrow({ where: { id } });
  return { id, name: made.name };
}
