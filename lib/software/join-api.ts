/**
 * How a machine joins, over HTTP, with the one-time token of its command:
 *
 *     GET  /agent/v1/join/<token>         the script that does the rest
 *     GET  /agent/v1/join/<token>/agent   the agent
 *     POST /agent/v1/join/<token>         form: name, system. Answer: two lines, the id of the server and the agent's own token. Only once.
 */
import { randomBytes } from 'node:crypto';
import { boundedBody } from './bounded-body';
import { joinScript } from './join-script';
import { failing } from './tools/shell';
import type { HostStore } from './ports';
import { tokenHash } from './token-hash';

export interface JoinApiPorts {
  hosts: Pick<HostStore, 'canJoin' | 'join'>;
  /** Where machines reach this server. */
  publicUrl: string;
  /** The agent's program. */
  agent(): string;
}

const FORM_LIMIT = 10_000;
const GONE = 'This command was used already, or is too old. Get a new one on the page Hosts.';

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Null for a path that is not about joining. */
export function createJoinApi(ports: JoinApiPorts): (request: Request) => Promise<Response> | null {
  return (request) => {
    const [, token, what] = /^\/agent\/v1\/join\/([\w-]{20,100})(?:\/(agent))?$/.exec(new URL(request.url).pathname) ?? [];
    return token === undefined ? null : serve(ports, request, token, what);
  };
}

async function serve(ports: JoinApiPorts, request: Request, token: string, what: string | undefined): Promise<Response> {
  const hash = tokenHash(token);
  if (request.method === 'POST' && what === undefined) {
    const body = await boundedBody(request, FORM_LIMIT);
    if (body === null) return text(`The form has at most ${FORM_LIMIT} bytes.`, 413);
    const form = new URLSearchParams(Buffer.from(body).toString('utf8'));
    const secret = newToken();
    const joined = await ports.hosts.join(hash, { tokenHash: tokenHash(secret), name: shown(form.get('name')) || 'host', system: shown(form.get('system')) });
    return joined === null ? text(GONE, 410) : text(`${joined}\n${secret}\n`);
  }
  if (request.method !== 'GET') return text('Expected GET or POST.', 405);
  const valid = await ports.hosts.canJoin(hash);
  if (what === 'agent') return valid ? text(ports.agent()) : text(GONE, 410);
  // It goes into a shell, so the refusal is a script, too: nobody would see another one.
  return text(valid ? joinScript(ports.publicUrl, token) : failing(`hearth: ${GONE}`, 1));
}

/** One short line, whatever was sent. */
function shown(value: string | null): string {
  return (value ?? '').replaceAll(/\p{Cc}+/gu, ' ').trim().slice(0, 200);
}

function text(body: string, status = 200): Response {
  return new Response(body.endsWith('\n') ? body : `${body}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } });
}
