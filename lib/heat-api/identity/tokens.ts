/** `/v3/auth/tokens`: getting a token, looking at one, revoking one. */
import { rolesWithin, STACK_USER_ROLE } from '@/lib/auth/roles';
import { issueToken, revokeToken, type TokenIdentity } from '@/lib/auth/tokens';
import type { JsonMap } from '@/lib/hot/types';
import { catalogueAt } from '../endpoints';
import { badRequest, DOMAIN, empty, forbidden, IdentityFault, json, time, unauthorized } from './answer';
import { AuthRequest, type Scope } from './auth-request';
import { isOurDomain, prove, type Proven } from './authenticate';
import { bodyAs, callerOf, type IdentityCall, type IdentityPorts } from './call';

export async function createToken(call: IdentityCall): Promise<Response> {
  const { ports } = call;
  const { auth } = bodyAs(call, AuthRequest);
  const proven = await prove(ports, auth);
  const projectId = await projectOf(ports, proven, auth.scope);
  const { token } = await issueToken(ports, {
    userId: proven.userId, projectId, methods: proven.methods,
    ...(proven.applicationCredential === undefined ? {} : { applicationCredentialId: proven.applicationCredential.id }),
    ...(proven.parent === undefined ? {} : { parent: proven.parent }),
    ...(proven.applicationCredential?.expiresAt ? { until: proven.applicationCredential.expiresAt } : {}),
  });
  const identity = await ports.identify(token);
  // Between the proof and now the role may have gone.
  if (identity === null) throw unauthorized();
  return json(201, tokenBody(identity, call), { 'x-subject-token': token });
}

/** Null: not scoped. A project that is not the person's is refused like one that does not exist. */
async function projectOf(ports: IdentityPorts, proven: Proven, scope: Scope): Promise<string | null> {
  if (proven.onlyProject !== undefined) {
    const asked = typeof scope === 'object' ? scope.project : undefined;
    const right = asked === undefined || asked.id === proven.onlyProject || (asked.name !== undefined && (await projectNamed(ports, asked))?.id === proven.onlyProject);
    if (!right || (typeof scope === 'object' && (scope.domain ?? scope.system) !== undefined)) throw unauthorized('These credentials are for another project.');
    return proven.onlyProject;
  }
  if (scope === 'unscoped' || (typeof scope === 'object' && scope.unscoped !== undefined)) return null;
  if (scope?.domain !== undefined || scope?.system !== undefined) throw unauthorized('There are no roles in a domain or the system here, only in projects. Scope the token to a project.');
  if (scope?.project !== undefined) {
    const { id, name } = scope.project;
    if (id === undefined && name === undefined) throw badRequest('Expecting to find id or name of the project.');
    const project = await projectNamed(ports, scope.project);
    const member = project === null ? null : await ports.prisma.membership.findUnique({ where: { projectId_userId: { projectId: project.id, userId: proven.userId } } });
    if (project === null || member === null) throw unauthorized();
    return project.id;
  }
  return defaultProject(ports, proven.userId);
}

async function projectNamed({ prisma }: IdentityPorts, { id, name, domain }: { id?: string | undefined; name?: string | undefined; domain?: { id?: string | undefined; name?: string | undefined } | undefined }) {
  if (id !== undefined) return prisma.project.findUnique({ where: { id } });
  return name === undefined || !isOurDomain(domain) ? null : prisma.project.findUnique({ where: { name } });
}

/** Of the projects of a person the one named `default`, or else the first by name; null when there is none. */
export async function defaultProject({ prisma }: Pick<IdentityPorts, 'prisma'>, userId: string): Promise<string | null> {
  const projects = await prisma.project.findMany({ where: { memberships: { some: { userId } } }, orderBy: { name: 'asc' } });
  return (projects.find(({ name }) => name === 'default') ?? projects[0])?.id ?? null;
}

export async function showToken(call: IdentityCall): Promise<Response> {
  const subject = await subjectOf(call, 'identity:validate_token');
  if (call.request.method === 'HEAD') return empty(200);
  return json(200, tokenBody(subject, call, !call.url.searchParams.has('nocatalog')), { 'x-subject-token': call.request.headers.get('x-subject-token') ?? '' });
}

export async function deleteToken(call: IdentityCall): Promise<Response> {
  const subject = await subjectOf(call, 'identity:revoke_token');
  await revokeToken(call.ports, subject.auditId);
  return empty();
}

/** The token that is asked about: one's own, or, for an administrator, anybody's. */
async function subjectOf(call: IdentityCall, rule: string): Promise<TokenIdentity> {
  const caller = await callerOf(call);
  const token = call.request.headers.get('x-subject-token') ?? '';
  const subject = token === '' ? null : await call.ports.identify(token);
  if (subject === null) throw new IdentityFault(404, 'This is not a recognized token: it is unknown, revoked or too old.');
  if (subject.userId !== caller.userId && !caller.administrator) throw forbidden(rule);
  return subject;
}

export async function showCatalogue(call: IdentityCall): Promise<Response> {
  const { project } = await callerOf(call);
  if (project === null) throw forbidden('identity:get_auth_catalog: the token has no project');
  return json(200, { catalog: catalogueAt(call.origin, project.id), links: { self: call.url.toString() } });
}

export function tokenBody(identity: TokenIdentity, { origin }: Pick<IdentityCall, 'origin'>, withCatalogue = true): JsonMap {
  const { project, role, applicationCredential: credential } = identity;
  return {
    token: {
      methods: [...identity.methods],
      user: { id: identity.userId, name: identity.userName, domain: { ...DOMAIN }, password_expires_at: null },
      audit_ids: identity.auditId === identity.rootAuditId ? [identity.auditId] : [identity.auditId, identity.rootAuditId],
      issued_at: time(identity.issuedAt),
      expires_at: time(identity.expiresAt),
      ...(project === null || role === null ? {} : {
        project: { id: project.id, name: project.name, domain: { ...DOMAIN } },
        is_domain: false,
        roles: (identity.stackUser === null ? rolesWithin(role) : [STACK_USER_ROLE]).map((name) => ({ id: name, name })),
        ...(withCatalogue ? { catalog: catalogueAt(origin, project.id) } : {}),
      }),
      ...(credential === null ? {} : { application_credential: { id: credential.id, name: credential.name, restricted: !credential.unrestricted } }),
    },
  };
}
