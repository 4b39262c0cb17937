/**
 * Tokens of a real Keystone (HEARTH_KEYSTONE_URL). Each is asked about with itself, so no account of our own is needed there. Tokens of stack users, and
 * those issued here, stay valid.
 */
import { createHash } from 'node:crypto';
import type { PrismaClient } from '@/lib/store/database';
import { identityIn, KeystoneAnswer } from './keystone-answer';
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
    const parsed = KeystoneAnswer.safeParse(response.ok ? await response.json().catch(() => null) : null);
    if (!parsed.success) {
      warn('Keystone gave an answer about a token that is not understood', { url, status: response.status });
      return null;
    }
    return identityIn(prisma, parsed.data);
  }

  return { identify, authenticate: async (token) => callerOf(await identify(token)) };
}
