/** `/v3/projects`, `/v3/domains`, and what a token may be scoped to. */
import { z } from 'zod';
import { createProject, deleteProject, updateProject, type ProjectRecord } from '@/lib/auth/people';
import type { JsonMap } from '@/lib/hot/types';
import { badRequest, DOMAIN, empty, forbidden, json, listed, notFound } from './answer';
import { administratorOf, bodyAs, callerOf, type IdentityCall, seesOthers } from './call';
import { granted } from './granted';

const text = z.string();
const NewProject = z.object({ project: z.object({ name: text, description: text.nullish(), domain_id: text.nullish() }) });
const ChangedProject = z.object({ project: z.object({ name: text.optional(), description: text.nullish() }) });

export function projectBody({ id, name, description }: ProjectRecord, { base }: Pick<IdentityCall, 'base'>): JsonMap {
  return {
    id, name, description, domain_id: DOMAIN.id, parent_id: DOMAIN.id, enabled: true, is_domain: false, tags: [], options: {}, links: { self: `${base}/projects/${id}` },
  };
}

/** All for an administrator; others see those they belong to. */
export async function listProjects(call: IdentityCall): Promise<Response> {
  const caller = await callerOf(call);
  const name = call.url.searchParams.get('name');
  const domain = call.url.searchParams.get('domain_id');
  const found = domain !== null && domain !== DOMAIN.id ? [] : await call.ports.prisma.project.findMany({
    where: { ...(name === null ? {} : { name }), ...(caller.administrator ? {} : { memberships: { some: { userId: caller.userId } } }) }, orderBy: { name: 'asc' },
  });
  return listed('projects', found.map((project) => projectBody(project, call)), call.url.toString());
}

export async function showProject(call: IdentityCall): Promise<Response> {
  const caller = await callerOf(call);
  const id = call.params['project'] ?? '';
  const project = await call.ports.prisma.project.findUnique({ where: { id }, include: { memberships: { where: { userId: caller.userId } } } });
  const own = caller.project?.id === id || (project !== null && project.memberships.length > 0);
  if (project === null || (!own && !caller.administrator)) throw notFound('project', id);
  return json(200, { project: projectBody(project, call) });
}

export async function addProject(call: IdentityCall): Promise<Response> {
  const caller = await administratorOf(call, 'identity:create_project');
  const { project } = bodyAs(call, NewProject);
  if (project.domain_id != null && project.domain_id !== DOMAIN.id) throw badRequest(`There is one domain here, ${DOMAIN.id}.`);
  const made = granted(await createProject(call.ports.prisma, { name: project.name, description: project.description ?? '', adminId: caller.userId }));
  return json(201, { project: projectBody(made, call) });
}

export async function changeProject(call: IdentityCall): Promise<Response> {
  await administratorOf(call, 'identity:update_project');
  const { project } = bodyAs(call, ChangedProject);
  const changed = granted(await updateProject(call.ports.prisma, call.params['project'] ?? '', { name: project.name, description: project.description ?? undefined }));
  return json(200, { project: projectBody(changed, call) });
}

export async function removeProject(call: IdentityCall): Promise<Response> {
  await administratorOf(call, 'identity:delete_project');
  granted(await deleteProject(call.ports.prisma, call.params['project'] ?? ''));
  return empty();
}

/** Projects that the caller may scope a token to. */
export async function ownProjects(call: IdentityCall): Promise<Response> {
  const caller = await callerOf(call);
  const bound = caller.applicationCredential !== null || caller.stackUser !== null;
  return projectsOf(call, caller.userId, bound ? (caller.project?.id ?? null) : undefined);
}

export async function projectsOfUser(call: IdentityCall): Promise<Response> {
  const caller = await callerOf(call);
  const userId = call.params['user'] ?? '';
  if (userId !== caller.userId && !seesOthers(caller)) throw forbidden('identity:list_user_projects');
  if (userId !== caller.userId && (await call.ports.prisma.user.findUnique({ where: { id: userId } })) === null) throw notFound('user', userId);
  return projectsOf(call, userId, undefined);
}

/** `only`: no more than this one; null: none. */
async function projectsOf(call: IdentityCall, userId: string, only: string | null | undefined): Promise<Response> {
  const where = only === undefined ? { memberships: { some: { userId } } } : { id: only ?? '' };
  const projects = await call.ports.prisma.project.findMany({ where, orderBy: { name: 'asc' } });
  return listed('projects', projects.map((project) => projectBody(project, call)), call.url.toString());
}

function domainBody({ base }: Pick<IdentityCall, 'base'>): JsonMap {
  return { ...DOMAIN, description: 'The one domain there is', enabled: true, tags: [], options: {}, links: { self: `${base}/domains/${DOMAIN.id}` } };
}

export async function listDomains(call: IdentityCall): Promise<Response> {
  await callerOf(call);
  const name = call.url.searchParams.get('name');
  return listed('domains', name === null || name === DOMAIN.name ? [domainBody(call)] : [], call.url.toString());
}

export async function showDomain(call: IdentityCall): Promise<Response> {
  await callerOf(call);
  const id = call.params['domain'] ?? '';
  if (id !== DOMAIN.id) throw notFound('domain', id);
  return json(200, { domain: domainBody(call) });
}

/** Nobody has a role in a domain. */
export async function ownDomains(call: IdentityCall): Promise<Response> {
  await callerOf(call);
  return listed('domains', [], call.url.toString());
}
