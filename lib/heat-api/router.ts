/**
 * From a request to an answer: the route, the caller, the policy, the body, then the route's handler. Framework-free; takes and gives what the web does.
 */
import { randomUUID } from 'node:crypto';
import type { Json } from '@/lib/hot/types';
import { readBody } from './body';
import { badRequest, explanationOf, faultBody, HeatFault, notAuthorised } from './fault';
import { decodedPart, matcher } from './match';
import type { ApiCaller, HeatPorts } from './ports';
import { queryOf } from './query';
import { Reply, type Route } from './route';

/** Where the API lives on this server. */
export const MOUNT = '/orchestration';

const RANK = { reader: 0, member: 1, admin: 2 } as const;

export interface RouterPorts extends HeatPorts {
  /** A fault of ours: its text is for the log, never for the client, who is told the id of the request. */
  report(error: unknown, request: Request, requestId: string): void;
}

export function heatRouter(routes: readonly Route[], ports: RouterPorts): (request: Request) => Promise<Response> {
  const match = matcher(routes);

  async function answer(request: Request): Promise<Reply> {
    const asked = new URL(request.url);
    const origin = ports.originOf(request);
    const url = new URL(asked.pathname + asked.search, origin);
    // No name has it, and the database takes none.
    if (/%00/.test(url.pathname + url.search)) throw badRequest('The address contains NUL.');
    const path = url.pathname.slice(MOUNT.length);
    const [, version, project, ...rest] = path.split('/');
    if (version !== 'v1') return versions(`${origin}${MOUNT}`);
    if (project === undefined || project === '') return noRoute();
    const found = match(withArn(rest.map(decodedPart)));
    if (found === null) return noRoute();
    if (request.method === 'OPTIONS') return new Reply(204, undefined, { allow: found.methods.join(',') });
    const route = found.route(request.method);
    const caller = await callerOf(request, ports);
    if (route === undefined) throw new HeatFault('HTTPMethodNotAllowed', explanationOf(405));
    if (decodedPart(project) !== caller.projectId) throw new HeatFault('HTTPForbidden', explanationOf(403));
    if (!allowed(route, caller)) throw notAuthorised(route.policy);
    const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : await readBody(request);
    const base = `${origin}${MOUNT}/v1/${project}`;
    return route.run({ ports, caller, params: found.params, query: queryOf(url.searchParams), body, base, url });
  }

  return async (request) => {
    const requestId = `req-${randomUUID()}`;
    const replied = ({ status, body, headers }: Reply): Response => response(new Reply(status, body, { ...headers, 'x-openstack-request-id': requestId }), request);
    try {
      return replied(await answer(request));
    } catch (fault) {
      if (fault instanceof HeatFault) return replied(refusal(fault, ports.originOf(request)));
      ports.report(fault, request, requestId);
      // The name of an exception of ours would mean nothing to a client, and its text may hold what is not for it.
      return replied(refusal(new HeatFault('InternalError', null, 500), ports.originOf(request)));
    }
  };
}

function allowed(route: Route, caller: ApiCaller): boolean {
  if (caller.stackUser !== null) return route.stackUsers === true;
  return RANK[caller.role] >= RANK[route.role];
}

async function callerOf(request: Request, ports: HeatPorts): Promise<ApiCaller> {
  const token = request.headers.get('x-auth-token');
  const caller = token === null || token === '' ? null : await ports.authenticate(token);
  if (caller === null) throw new HeatFault('HTTPUnauthorized', 'The request you have made requires authentication.');
  return caller;
}

function refusal(fault: HeatFault, origin: string): Reply {
  if (fault.status !== 401) return new Reply(fault.status, faultBody(fault));
  // Keystone's own answer: its middleware stands before Heat.
  return new Reply(401, { error: { code: 401, title: 'Unauthorized', message: fault.text } }, { 'www-authenticate': `Keystone uri="${origin}/identity"` });
}

/** Heat's answer where no route is: of its web framework, and of another shape than its own. */
function noRoute(): Reply {
  return new Reply(404, { code: '404 Not Found', title: 'Not Found', message: `${explanationOf(404)}<br /><br />\n\n\n` });
}

function versions(base: string): Reply {
  return new Reply(300, { versions: [{ id: 'v1.0', status: 'CURRENT', links: [{ rel: 'self', href: `${base}/v1/` }] }] });
}

function response({ status, body, headers }: Reply, request: Request): Response {
  if (body === undefined) return new Response(null, { status, headers });
  return new Response(request.method === 'HEAD' ? null : JSON.stringify(body satisfies Json), { status, headers: { 'content-type': 'application/json', ...headers } });
}

/** The name of a stack as an ARN has slashes of its own; they are not always encoded. */
function withArn(parts: string[]): string[] {
  return parts[0] === 'stacks' && parts[1]?.startsWith('arn:') ? ['stacks', parts.slice(1).join('/')] : parts;
}

