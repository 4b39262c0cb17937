/** The identity service: Keystone's version 3 as clients use it, over the people, projects and roles that the pages use. Framework-free. */
import { boundedBody } from '@/lib/software/bounded-body';
import { storableJson } from '@/lib/software/storable-json';
import { INTERFACES, REGION, servicesAt } from '../endpoints';
import { decodedPart, fit } from '../match';
import { empty, faultResponse, IdentityFault, json, listed } from './answer';
import { callerOf, type IdentityCall, type IdentityPorts } from './call';
import * as credentials from './credentials';
import { exchangeSignature } from './ec2-tokens';
import * as projects from './projects';
import * as roles from './roles';
import * as tokens from './tokens';
import * as users from './users';
import { versionDocument, versionList } from './versions';

type Handler = (call: IdentityCall) => Promise<Response>;

/** Below `/identity/v3`. Fixed words before parameters. */
export const IDENTITY_ROUTES: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  '/auth/tokens': { POST: tokens.createToken, GET: tokens.showToken, HEAD: tokens.showToken, DELETE: tokens.deleteToken },
  '/ec2tokens': { POST: exchangeSignature },
  '/auth/catalog': { GET: tokens.showCatalogue },
  '/auth/projects': { GET: projects.ownProjects },
  '/auth/domains': { GET: projects.ownDomains },
  '/projects': { GET: projects.listProjects, POST: projects.addProject },
  '/projects/{project}': { GET: projects.showProject, PATCH: projects.changeProject, DELETE: projects.removeProject },
  '/projects/{project}/users/{user}/roles': { GET: roles.rolesInProject },
  '/projects/{project}/users/{user}/roles/{role}': { HEAD: roles.checkRole, PUT: roles.grantRole, DELETE: roles.revokeRole },
  '/users': { GET: users.listUsers, POST: users.addUser },
  '/users/{user}': { GET: users.showUser, PATCH: users.changeUser, DELETE: users.removeUser },
  '/users/{user}/password': { POST: users.changePassword },
  '/users/{user}/projects': { GET: projects.projectsOfUser },
  '/users/{user}/application_credentials': { GET: credentials.listCredentials, POST: credentials.addCredential },
  '/users/{user}/application_credentials/{credential}': { GET: credentials.showCredential, DELETE: credentials.removeCredential },
  '/users/{user}/credentials/OS-EC2': { GET: credentials.listKeys, POST: credentials.addKeys },
  '/users/{user}/credentials/OS-EC2/{access}': { GET: credentials.showKeys, DELETE: credentials.removeKeys },
  '/roles': { GET: roles.listRoles },
  '/roles/{role}': { GET: roles.showRole },
  '/role_assignments': { GET: roles.listAssignments },
  '/domains': { GET: projects.listDomains },
  '/domains/{domain}': { GET: projects.showDomain },
  '/regions': { GET: listRegions },
  '/services': { GET: listServices },
  '/endpoints': { GET: listEndpoints },
};

const BODY_LIMIT = 114_688;

const PATTERNS = Object.entries(IDENTITY_ROUTES).map(([path, methods]) => ({ parts: path.split('/').slice(1), methods }));

export function identityRouter(ports: IdentityPorts): (request: Request) => Promise<Response> {
  async function answer(request: Request, origin: string): Promise<Response> {
    const asked = new URL(request.url);
    const url = new URL(asked.pathname + asked.search, origin);
    const parts = url.pathname.replace(/^\/identity/, '').split('/').filter((part) => part !== '').map(decodedPart);
    const [version, ...rest] = parts;
    if (version === undefined) return json(300, versionList(origin));
    if (version !== 'v3') throw new IdentityFault(404, 'The resource could not be found: this is version 3 of the identity service, at /identity/v3.');
    if (rest.length === 0) return json(200, { version: versionDocument(origin) });
    if (url.search.includes('%00')) throw new IdentityFault(400, 'A parameter contains NUL.');
    for (const { parts: wanted, methods } of PATTERNS) {
      const params = fit(wanted, rest);
      if (params === null) continue;
      const handler = methods[request.method] ?? (request.method === 'HEAD' ? methods['GET'] : undefined);
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow: Object.keys(methods).join(',') } });
      if (handler === undefined) throw new IdentityFault(405, `The method ${request.method} is not allowed for this resource. Allowed: ${Object.keys(methods).join(', ')}.`);
      const answered = await handler({ ports, request, origin, base: `${origin}/identity/v3`, url, params, body: await bodyOf(request) });
      return request.method === 'HEAD' && answered.body !== null ? empty(answered.status) : answered;
    }
    throw new IdentityFault(404, 'The resource could not be found.');
  }

  return async (request) => {
    const origin = ports.originOf(request);
    try {
      return await answer(request, origin);
    } catch (fault) {
      if (fault instanceof IdentityFault) return faultResponse(fault, `${origin}/identity/v3`);
      ports.report(fault, request);
      return faultResponse(new IdentityFault(500, 'An unexpected error prevented the server from fulfilling your request.'), `${origin}/identity/v3`);
    }
  };
}

async function bodyOf(request: Request): Promise<unknown> {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'DELETE') return undefined;
  const body = await boundedBody(request, BODY_LIMIT);
  if (body === null) throw new IdentityFault(413, `Request is too large: at most ${BODY_LIMIT} bytes.`);
  const text = Buffer.from(body).toString('utf8').trim();
  if (text === '') return undefined;
  const value = storableJson(text);
  if (value === undefined) throw new IdentityFault(400, 'Expecting to find valid JSON in the request body. The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.');
  return value;
}

async function listRegions(call: IdentityCall): Promise<Response> {
  await callerOf(call);
  return listed('regions', [{ id: REGION, description: '', parent_region_id: null, links: { self: `${call.base}/regions/${REGION}` } }], call.url.toString());
}

async function listServices(call: IdentityCall): Promise<Response> {
  const { project } = await callerOf(call);
  const services = servicesAt(call.origin, project?.id ?? null);
  return listed('services', services.map(({ id, type, name }) => ({ id, type, name, enabled: true, description: '', links: { self: `${call.base}/services/${id}` } })), call.url.toString());
}

async function listEndpoints(call: IdentityCall): Promise<Response> {
  const { project } = await callerOf(call);
  const endpoints = servicesAt(call.origin, project?.id ?? null).flatMap(({ id, url }) => INTERFACES.map((one) => ({
    id: `${id}-${one}`, interface: one, region: REGION, region_id: REGION, service_id: id, url, enabled: true, links: { self: `${call.base}/endpoints/${id}-${one}` },
  })));
  return listed('endpoints', endpoints, call.url.toString());
}
