/**
 * Queues of messages, as Zaqar has them, as far as Heat's agents and templates need them: `/queues/v2/queues/<queue>/messages`, with a token or pre-signed.
 * Version 1.1 has the same paths. A queue that is named by a resource of a stack belongs to it: a message to it is its signal, and what is taken out
 * of it is its metadata.
 */
import type { Json } from '@/lib/hot/types';
import { includes } from '@/lib/auth/roles';
import { RUN_MARK } from '@/lib/software/signal-address';
import { boundedBody } from '@/lib/software/bounded-body';
import { storableJson } from '@/lib/software/storable-json';
import { decodedPart, fit } from '../match';
import { type QueueCall, QueueFault, type QueuePorts } from './call';
import * as messages from './messages';
import { projectOf } from './presigned';
import * as queues from './queues';

type Handler = (call: QueueCall) => Promise<Response>;

const ROUTES: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  '/queues': { GET: queues.list },
  '/queues/{queue}': { GET: queues.show, PUT: queues.create, DELETE: queues.remove },
  '/queues/{queue}/stats': { GET: queues.stats },
  '/queues/{queue}/share': { POST: queues.share },
  '/queues/{queue}/messages': { GET: messages.list, POST: messages.post, DELETE: messages.remove },
  '/queues/{queue}/messages/{message}': { GET: messages.show, DELETE: messages.removeOne },
  '/queues/{queue}/claims': { POST: messages.claim },
  '/queues/{queue}/claims/{claim}': { GET: messages.showClaim, PATCH: messages.renewClaim, DELETE: messages.releaseClaim },
};

export const QUEUE_PATHS = Object.keys(ROUTES);

const PATTERNS = Object.entries(ROUTES).map(([path, methods]) => ({ parts: path.split('/').slice(1), methods }));
const BODY_LIMIT = 1_048_576;
const QUEUE_NAME = /^[\w-]{1,128}$/;

export function queueRouter(ports: QueuePorts): (request: Request) => Promise<Response> {
  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const [, mount = '', version = '', ...rest] = url.pathname.replace(/\/+$/, '').split('/');
    if (version === '') return Response.json({ versions: ['1.1', '2'].map((id) => ({ id, status: 'CURRENT', updated: '2014-9-24T04:06:47Z', 'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.messaging-v2+json' }], links: [{ href: `/${mount}/v${id}/`, rel: 'self' }] })) }, { status: 300 });
    if (version !== 'v2' && version !== 'v1.1') throw new QueueFault(404, 'Expected /queues/v2/queues.');
    if (rest.length === 1 && (rest[0] === 'ping' || rest[0] === 'health')) return new Response(null, { status: 204 });
    if (url.search.includes('%00')) throw new QueueFault(400, 'A parameter contains NUL.');
    for (const { parts, methods } of PATTERNS) {
      const params = fit(parts, rest.map(decodedPart));
      if (params === null) continue;
      const handler = methods[request.method];
      if (handler === undefined) throw new QueueFault(405, `Expected ${Object.keys(methods).join(', ')}.`);
      const base = `/${mount}/${version}`;
      const access = await accessOf(ports, request, `/${mount}/${version}/${rest.join('/')}`, params['queue']);
      const name = params['queue'] ?? '';
      if (params['queue'] !== undefined && !QUEUE_NAME.test(name)) throw new QueueFault(400, 'Invalid API request: a queue has a name of 1 to 128 letters, digits, _ and -.');
      const [owner = '', run] = name.split(RUN_MARK, 2);
      const resource = params['queue'] === undefined ? null : await ports.door.find(access, owner);
      const clientId = (request.headers.get('client-id') ?? '').slice(0, 64);
      return handler({ ports, projectId: access, clientId, base, query: url.searchParams, params, body: await bodyOf(request), key: { projectId: access, name }, resource, run: run ?? null });
    }
    throw new QueueFault(404, 'Not found');
  }

  return async (request) => {
    try {
      return await answer(request);
    } catch (fault) {
      if (fault instanceof QueueFault) return Response.json({ title: titleOf(fault.status), description: fault.message }, { status: fault.status });
      ports.report(fault, request);
      return Response.json({ title: titleOf(500), description: 'The server had a fault.' }, { status: 500 });
    }
  };
}

/** The project; the user of a resource reaches the queue of that resource only. */
async function accessOf(ports: QueuePorts, request: Request, path: string, queue: string | undefined): Promise<string> {
  const signed = projectOf(ports.vault.sign, request, path, ports.now());
  if (signed === '') throw new QueueFault(403, 'The signature is not valid: it was changed, is for another path or method, or has ended.');
  if (signed !== null) return signed;
  const token = request.headers.get('x-auth-token') ?? '';
  const caller = token === '' ? null : await ports.authenticate(token);
  if (caller === null) throw new QueueFault(401, 'The request you have made requires authentication.');
  if (caller.stackUser !== null) {
    if (queue?.split(RUN_MARK)[0] !== caller.stackUser.resourceId) throw new QueueFault(403, 'These credentials are for the queue of another resource.');
  } else if (request.method !== 'GET' && !includes(caller.role, 'member')) throw new QueueFault(403, 'This needs the role member.');
  return caller.projectId;
}

async function bodyOf(request: Request): Promise<Json | undefined> {
  if (request.method === 'GET' || request.method === 'DELETE') return undefined;
  const body = await boundedBody(request, BODY_LIMIT);
  if (body === null) throw new QueueFault(413, `A request has at most ${BODY_LIMIT} bytes.`);
  const text = Buffer.from(body).toString('utf8').trim();
  if (text === '') return undefined;
  const value = storableJson(text);
  if (value === undefined) throw new QueueFault(400, 'Invalid API request: the body is no JSON.');
  return value;
}

function titleOf(status: number): string {
  return { 400: 'Invalid API request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not found', 405: 'Method not allowed', 413: 'Request too large', 503: 'Service temporarily unavailable' }[status] ?? 'Internal server error';
}
