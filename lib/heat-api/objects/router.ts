/**
 * Objects, as far as Heat's agents and templates need an object store: `/objects/v1/AUTH_<project>/<container>/<object>`, with a temporary URL or a token.
 *
 * An object that is named by a resource, in the container that is named by its stack, is that resource: what is put there is a signal, what is read
 * there is its metadata. Containers are there as soon as something is in them.
 */
import { includes } from '@/lib/auth/roles';
import type { TokenCaller } from '@/lib/auth/token-authority';
import type { Signallable } from '@/lib/software/ports';
import { boundedBody } from '@/lib/software/bounded-body';
import { signalPayload } from '@/lib/software/signal-delivery';
import { tempUrlKey, verifyTempUrl } from '@/lib/software/temp-url';
import type { Database } from '@/lib/store/database';
import { listContainers, listObjects, MOST_BYTES, type ObjectKey, readObject, removeObject, writeObject } from '@/lib/store/objects';
import type { ResourceDoor } from '../resource-door';

export interface ObjectPorts {
  readonly pool: Database['pool'];
  readonly vault: { sign(purpose: string, text: string): string };
  readonly door: ResourceDoor;
  authenticate(token: string): Promise<TokenCaller | null>;
  now(): Date;
  report(error: unknown, request: Request): void;
}

const MOUNT = '/objects';
const OBJECT_LIMIT = 5 * 1024 * 1024;
const LONGEST_NAME = 1024;
const LONGEST_LIST = 10_000;
const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'];

class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Asked {
  request: Request;
  method: string;
  projectId: string;
  container: string;
  name: string;
  /** Null: a temporary URL, which is for this object and method alone. */
  caller: TokenCaller | null;
}

export function objectRouter(ports: ObjectPorts): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const asked = await read(ports, request);
      if (asked.container === '') return await account(ports, asked);
      if (asked.name === '') return await containerOf(ports, asked);
      const target = await resourceOf(ports, asked);
      return target === null ? await object(ports, asked) : await resource(ports, asked, target.target, target.run);
    } catch (fault) {
      if (fault instanceof Refusal) return text(fault.status, fault.message);
      ports.report(fault, request);
      return text(500, 'Internal error');
    }
  };
}

async function read(ports: ObjectPorts, request: Request): Promise<Asked> {
  const url = new URL(request.url);
  const below = url.pathname.slice(MOUNT.length);
  const [, version, account = '', container = '', ...rest] = below.split('/');
  if (version !== 'v1' || !/^AUTH_[^/]+$/.test(account)) throw new Refusal(404, 'Expected /objects/v1/AUTH_<project>/<container>/<object>.');
  if (!METHODS.includes(request.method)) throw new Refusal(405, `Expected ${METHODS.join(', ')}.`);
  const projectId = account.slice('AUTH_'.length);
  const [decodedContainer, name] = [decoded(container), decoded(rest.join('/'))];
  if (decodedContainer.length > 256 || name.length > LONGEST_NAME) throw new Refusal(400, `A container has a name of at most 256, an object of at most ${LONGEST_NAME} characters.`);
  const [signature, expires] = [url.searchParams.get('temp_url_sig'), url.searchParams.get('temp_url_expires')];
  if (signature !== null || expires !== null) {
    const paths = [below, url.pathname];
    const valid = name !== '' && paths.some((path) => verifyTempUrl(tempUrlKey(ports.vault.sign, projectId), request.method, path, signature ?? '', expires ?? '', ports.now().getTime()));
    if (!valid) throw new Refusal(401, 'Temp URL invalid: it was made for another method or object, changed, or has ended.');
    return { request, method: request.method, projectId, container: decodedContainer, name, caller: null };
  }
  const token = request.headers.get('x-auth-token') ?? '';
  const caller = token === '' ? null : await ports.authenticate(token);
  if (caller === null) throw new Refusal(401, 'A temporary URL or the header X-Auth-Token is needed.');
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (caller.projectId !== projectId || caller.stackUser !== null || !includes(caller.role, reads ? 'reader' : 'member')) throw new Refusal(403, 'The token does not allow this here.');
  return { request, method: request.method, projectId, container: decodedContainer, name, caller };
}

/** `<resource>` or `<resource>/<run>`. */
async function resourceOf({ door }: ObjectPorts, { projectId, container, name }: Asked): Promise<{ target: Signallable; run: string | null } | null> {
  const [resourceId = '', run] = name.split('/', 2);
  const target = await door.find(projectId, resourceId);
  return target === null || target.stackId !== container ? null : { target, run: run ?? null };
}

async function resource(ports: ObjectPorts, asked: Asked, target: Signallable, run: string | null): Promise<Response> {
  if (asked.method === 'PUT' || asked.method === 'POST') {
    const payload = signalPayload(await bodyOf(asked.request));
    if (payload === undefined) throw new Refusal(422, 'Expected a JSON document or an empty body as signal.');
    const delivery = await ports.door.signal(target, run, payload);
    if (!delivery.ok) throw new Refusal(delivery.status, delivery.message);
    return new Response(null, { status: 201, headers: { 'last-modified': ports.now().toUTCString() } });
  }
  if (asked.method === 'DELETE' || run !== null) throw new Refusal(405, 'A resource of a stack takes signals and shows its metadata here.');
  // Kept only to know when it last changed: an agent looks at that first.
  const content = Buffer.from(JSON.stringify(await ports.door.metadata(target)));
  const before = await readObject(ports.pool, asked);
  if (before === null || !before.content.equals(content)) await writeObject(ports.pool, asked, content, 'application/json');
  return object(ports, asked);
}

async function object({ pool }: ObjectPorts, asked: Asked): Promise<Response> {
  const key: ObjectKey = asked;
  if (asked.method === 'PUT') {
    const body = await bodyOf(asked.request);
    const written = await writeObject(pool, key, body, asked.request.headers.get('content-type') ?? 'application/octet-stream');
    if (written === null) throw new Refusal(413, `A project keeps at most ${MOST_BYTES} bytes in at most 10000 objects. Delete some first.`);
    return new Response(null, { status: 201, headers: { etag: written.etag, 'last-modified': written.updatedAt.toUTCString() } });
  }
  if (asked.method === 'POST') throw new Refusal(405, 'Objects have no metadata of their own here.');
  if (asked.method === 'DELETE') {
    if (!(await removeObject(pool, key))) throw new Refusal(404, 'There is no such object.');
    return new Response(null, { status: 204 });
  }
  const found = await readObject(pool, key);
  if (found === null) throw new Refusal(404, 'There is no such object.');
  return new Response(asked.method === 'HEAD' ? null : new Uint8Array(found.content), {
    headers: {
      'content-type': found.contentType, etag: found.etag, 'last-modified': found.updatedAt.toUTCString(), 'content-length': String(found.content.length),
      // What somebody put here must not run as a page of this server.
      'content-disposition': 'attachment', 'x-content-type-options': 'nosniff',
    },
  });
}

async function account({ pool }: ObjectPorts, { method, projectId }: Asked): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') throw new Refusal(405, 'Expected GET or HEAD.');
  const containers = await listContainers(pool, projectId);
  const headers = { 'x-account-container-count': String(containers.length), 'x-account-object-count': String(containers.reduce((sum, { count }) => sum + count, 0)) };
  return method === 'HEAD' ? new Response(null, { status: 204, headers }) : Response.json(containers, { headers });
}

async function containerOf({ pool }: ObjectPorts, { method, projectId, container, request }: Asked): Promise<Response> {
  if (method === 'PUT' || method === 'POST') return new Response(null, { status: 202 });
  const { searchParams } = new URL(request.url);
  const limit = Math.min(Math.max(Number.parseInt(searchParams.get('limit') ?? '', 10) || LONGEST_LIST, 1), LONGEST_LIST);
  const [prefix, marker] = [storable(searchParams.get('prefix')), storable(searchParams.get('marker'))];
  const objects = await listObjects(pool, projectId, container, prefix, marker, limit);
  if (method === 'DELETE') {
    if (objects.length > 0) throw new Refusal(409, 'The container is not empty.');
    return new Response(null, { status: 204 });
  }
  if (method === 'HEAD') return new Response(null, { status: 204, headers: { 'x-container-object-count': String(objects.length) } });
  return Response.json(objects.map(({ updatedAt, ...one }) => ({ ...one, last_modified: updatedAt.toISOString().replace('Z', '') })));
}

async function bodyOf(request: Request): Promise<Uint8Array> {
  const body = await boundedBody(request, OBJECT_LIMIT);
  if (body === null) throw new Refusal(413, `An object has at most ${OBJECT_LIMIT} bytes.`);
  return body;
}

function decoded(part: string): string {
  try {
    return storable(decodeURIComponent(part));
  } catch {
    throw new Refusal(400, 'The path is not well encoded.');
  }
}

function storable(value: string | null): string {
  return (value ?? '').replaceAll('\0', '\uFFFD');
}

function text(status: number, message: string): Response {
  return new Response(`${message}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...(status === 401 ? { 'www-authenticate': 'Swift realm="hearth"' } : {}) } });
}
