/** `/v3/roles`, who has which in which project, and `/v3/role_assignments`. */
import { includes, ROLES, rolesWithin } from '@/lib/auth/roles';
import { removeRole, setRole } from '@/lib/auth/people';
import type { TokenIdentity } from '@/lib/auth/tokens';
import type { JsonMap } from '@/lib/hot/types';
import type { Role } from '@/lib/wire/types';
import { DOMAIN, empty, forbidden, json, listed, notFound } from './answer';
import { callerOf, type IdentityCall, seesOthers } from './call';
import { granted } from './granted';

function roleBody(name: string, { base }: Pick<IdentityCall, 'base'>): JsonMap {
  return { id: name, name, domain_id: null, description: null, options: {}, links: { self: `${base}/roles/${name}` } };
}

export async function listRoles(call: IdentityCall): Promise<Response> {
  await callerOf(call);
  const name = call.url.searchParams.get('name');
  return listed('roles', ROLES.filter((role) => name === null || role === name).map((role) => roleBody(role, call)), call.url.toString());
}

export async function showRole(call: IdentityCall): Promise<Response> {
  await callerOf(call);
  return json(200, { role: roleBody(roleOf(call), call) });
}

/** The role a person has in a project, with those it includes. */
export async function rolesInProject(call: IdentityCall): Promise<Response> {
  const role = await heldRole(call, 'identity:list_grants');
  return listed('roles', role === null ? [] : rolesWithin(role).map((name) => roleBody(name, call)), call.url.toString());
}

export async function checkRole(call: IdentityCall): Promise<Response> {
  const wanted = roleOf(call);
  const held = await heldRole(call, 'identity:check_grant');
  if (held === null || !includes(held, wanted)) throw notFound('role assignment with role', wanted);
  return empty();
}

/** A role includes those below it: whoever has more than is given keeps it. */
export async function grantRole(call: IdentityCall): Promise<Response> {
  const wanted = roleOf(call);
  const held = await heldRole(call, 'identity:create_grant');
  if (held === null || !includes(held, wanted)) granted(await setRole(call.ports.prisma, call.params['project'] ?? '', call.params['user'] ?? '', wanted));
  return empty();
}

/** Taking the role that somebody has takes them out of the project; what it includes cannot be taken by itself. */
export async function revokeRole(call: IdentityCall): Promise<Response> {
  const wanted = roleOf(call);
  const held = await heldRole(call, 'identity:revoke_grant');
  if (held !== wanted) throw notFound('role assignment with role', wanted);
  granted(await removeRole(call.ports.prisma, call.params['project'] ?? '', call.params['user'] ?? ''));
  return empty();
}

async function heldRole(call: IdentityCall, rule: string): Promise<Role | null> {
  const caller = await callerOf(call);
  const [projectId, userId] = [call.params['project'] ?? '', call.params['user'] ?? ''];
  if (!administrates(caller, projectId)) throw forbidden(rule);
  const { prisma } = call.ports;
  const [project, user] = await Promise.all([prisma.project.findUnique({ where: { id: projectId } }), prisma.user.findUnique({ where: { id: userId } })]);
  if (project === null) throw notFound('project', projectId);
  if (user === null) throw notFound('user', userId);
  return (await prisma.membership.findUnique({ where: { projectId_userId: { projectId, userId } } }))?.role ?? null;
}

/** Administrators everywhere, the admins of a project in it. */
function administrates(caller: TokenIdentity, projectId: string): boolean {
  return caller.administrator || (seesOthers(caller) && caller.project?.id === projectId);
}

export async function listAssignments(call: IdentityCall): Promise<Response> {
  const caller = await callerOf(call);
  const asked = (name: string): string | undefined => call.url.searchParams.get(name) ?? undefined;
  const [userId, projectId, roleId] = [asked('user.id'), asked('scope.project.id'), asked('role.id')];
  const own = userId === caller.userId;
  if (!own && !caller.administrator && !(projectId !== undefined && administrates(caller, projectId))) throw forbidden('identity:list_role_assignments');
  const nobody = ['group.id', 'scope.domain.id', 'scope.system'].some((name) => call.url.searchParams.has(name));
  const memberships = nobody ? [] : await call.ports.prisma.membership.findMany({
    where: { ...(userId === undefined ? {} : { userId }), ...(projectId === undefined ? {} : { projectId }) },
    include: { project: true }, orderBy: [{ projectId: 'asc' }, { userId: 'asc' }],
  });
  const users = new Map((await call.ports.prisma.user.findMany({ where: { id: { in: memberships.map((one) => one.userId) } } })).map((user) => [user.id, user.username ?? user.name]));
  const named = isOn(call.url.searchParams.get('include_names'));
  const effective = isOn(call.url.searchParams.get('effective'));
  const assignments = memberships.flatMap((one) => (effective ? rolesWithin(one.role) : [one.role]).map((role) => ({ ...one, role }))).filter(({ role }) => roleId === undefined || role === roleId);
  return listed('role_assignments', assignments.map(({ role, project, ...one }): JsonMap => ({
    role: { id: role, ...(named ? { name: role } : {}) },
    user: { id: one.userId, ...(named ? { name: users.get(one.userId) ?? one.userId, domain: { ...DOMAIN } } : {}) },
    scope: { project: { id: project.id, ...(named ? { name: project.name, domain: { ...DOMAIN } } : {}) } },
    links: { assignment: `${call.base}/projects/${project.id}/users/${one.userId}/roles/${role}` },
  })), call.url.toString());
}

function isOn(text: string | null): boolean {
  return text !== null && !['0', 'false', 'no', 'off'].includes(text.toLowerCase());
}

function roleOf({ params }: IdentityCall): Role {
  const role = ROLES.find((name) => name === params['role']);
  if (role === undefined) throw notFound('role', params['role'] ?? '');
  return role;
}
