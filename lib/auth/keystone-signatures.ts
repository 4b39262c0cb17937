/**
 * Requests signed with EC2 credentials of a real Keystone, which alone knows the secrets: it is asked whose they are (`POST /v3/ec2tokens`), as Heat asks.
 * Keystones of today answer only to an account that they trust: an application credential whose role is service or admin.
 */
import { createHash } from 'node:crypto';
import type { PrismaClient } from '@/lib/store/database';
import { pathsOf, type SignedRequest } from '@/lib/software/aws-request';
import { signatureV4 } from '@/lib/software/aws-signature-v4';
import { cloudHttp } from '@/lib/providers/openstack/http';
import { signIn } from '@/lib/providers/openstack/keystone';
import { openStackSettings } from '@/lib/providers/openstack/settings';
import { identityIn, KeystoneAnswer } from './keystone-answer';
import { callerOf, type TokenCaller } from './token-authority';

export interface KeystoneSignatures {
  /** `refused` has Keystone's own words; `away`: it could not be asked. */
  ask(request: SignedRequest, accessKey: string): Promise<{ ok: true; caller: TokenCaller | null } | { ok: false; why: 'refused' | 'away'; message: string }>;
}

export interface SignatureOptions {
  /** With `/v3`; without a slash at the end. */
  url: string;
  /** Our own account there; null: it is asked without one. */
  account: { id: string; secret: string } | null;
  prisma: PrismaClient;
  warn(message: string, details: unknown): void;
}

const PATIENCE_MS = 10_000;
/** A token of ours is not used in its last minute. */
const SPARE_MS = 60_000;
/** So forged requests make this server sign in once in a while at most. */
const DOUBTED_AFTER_MS = 60_000;

export function keystoneSignatures({ url, account, prisma, warn }: SignatureOptions): KeystoneSignatures {
  const http = cloudHttp({ ca: '', attempts: 1 });
  let ours: { token: string; expiresAt: number; at: number } | null = null;

  async function token(): Promise<string | null> {
    if (account === null) return null;
    if (ours === null || ours.expiresAt - SPARE_MS < Date.now()) {
      const signedIn = await signIn(http, openStackSettings.parse({ authUrl: url, signIn: 'application_credential', credentialId: account.id }), account.secret, AbortSignal.timeout(PATIENCE_MS));
      ours = { token: signedIn.token, expiresAt: signedIn.expiresAt, at: Date.now() };
    }
    return ours.token;
  }

  async function send(credentials: unknown): Promise<Response> {
    const own = await token();
    const response = await fetch(`${url}/ec2tokens`, {
      method: 'POST', headers: { 'content-type': 'application/json', ...(own === null ? {} : { 'x-auth-token': own }) }, body: JSON.stringify({ credentials }), redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS),
    });
    // That the signature is wrong and that our token was revoked is told in the same way: only a token that is not quite new is doubted.
    if (response.status !== 401 || ours === null || ours.at + DOUBTED_AFTER_MS > Date.now()) return response;
    ours = null;
    return send(credentials);
  }

  return {
    async ask(request, accessKey) {
      let refusal = 'The access key or the signature is not right.';
      try {
        for (const credentials of credentialsOf(request, accessKey)) {
          const response = await send(credentials);
          const body: unknown = await response.json().catch(() => null);
          const answer = KeystoneAnswer.safeParse(body);
          if (response.ok && answer.success) return { ok: true, caller: callerOf(await identityIn(prisma, answer.data)) };
          if (response.status === 403) warn('Keystone does not tell this server whose EC2 credentials are: give it an application credential with the role service or admin (HEARTH_KEYSTONE_CREDENTIAL_ID and _SECRET)', { url });
          if (response.status === 403 || response.status >= 500 || response.ok) return { ok: false, why: 'away', message: 'Keystone does not tell whose EC2 credentials are.' };
          refusal = messageIn(body) ?? refusal;
        }
      } catch (error) {
        warn('Keystone cannot be asked whose EC2 credentials are; requests signed with them are refused until it can', { url, error });
        return { ok: false, why: 'away', message: 'Keystone cannot be reached.' };
      }
      return { ok: false, why: 'refused', message: refusal };
    },
  };
}

/** As services of OpenStack send them. Which host and which last slash were signed is the sender's secret, so all that a proxy may have changed are tried. */
function credentialsOf(request: SignedRequest, access: string) {
  const { method: verb, headers, body, parameters } = request;
  const params = Object.fromEntries(parameters.filter(([name]) => name !== 'Signature'));
  const signature = signatureV4(request) ?? parameters.find(([name]) => name === 'Signature')?.[1] ?? '';
  const named = Object.fromEntries([...headers].map(([name, value]) => [titled(name), value]));
  return request.hosts.flatMap((host) => pathsOf(request.path).map((path) => ({ access, signature, host, verb, path, params, headers: { ...named, Host: host }, body_hash: sha256(body) })));
}

/** `x-amz-date` as Python's servers write it, since Keystone asks for `X-Amz-Date`. */
function titled(name: string): string {
  return name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('-');
}

function messageIn(body: unknown): string | null {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string' ? error.message : null;
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
