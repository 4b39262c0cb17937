'use server';
/** People of a project, and, for administrators, people and projects as such. */
import * as people from '@/lib/auth/people';
import { createSignInLink } from '@/lib/auth/sign-in-link';
import type { Services } from '@/lib/runtime/services';
import type { Caller } from '@/lib/stacks/ports';
import type { PeopleView } from '@/lib/wire/access';
import type { ActionResult, Role } from '@/lib/wire/types';
import { asCaller, noted } from './result';

const NOT_ADMINISTRATOR: ActionResult<never> = { ok: false, problem: { code: 'forbidden', message: 'Only an administrator of this Hearth can add people and projects.', diagnostics: [] } };

async function isAdministrator({ prisma }: Services, { userId }: Caller): Promise<boolean> {
  return (await prisma.user.findUnique({ where: { id: userId } }))?.administrator ?? false;
}

function asAdministrator<T>(project: string, work: (parts: Services, caller: Caller) => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  return asCaller(project, 'reader', async (parts, caller) => ((await isAdministrator(parts, caller)) ? work(parts, caller) : NOT_ADMINISTRATOR));
}

/** Together with the name of somebody, for the notes of what was done. */
async function named<T extends object>(prisma: Services['prisma'], userId: string, result: ActionResult<T>): Promise<ActionResult<T & { name: string }>> {
  if (!result.ok) return result;
  const user = await prisma.user.findUnique({ where: { id: userId } });
  return { ok: true, value: { ...result.value, name: user?.username ?? user?.name ?? userId } };
}

export async function getPeople(project: string): Promise<ActionResult<PeopleView>> {
  return asCaller(project, 'reader', async (parts, caller) => {
    const { prisma } = parts;
    const [members, users, administrator] = await Promise.all([
      prisma.membership.findMany({ where: { projectId: caller.projectId } }),
      prisma.user.findMany({ orderBy: { username: 'asc' } }),
      isAdministrator(parts, caller),
    ]);
    const roles = new Map(members.map(({ userId, role }) => [userId, role]));
    const projects = administrator
      ? await prisma.project.findMany({ orderBy: { name: 'asc' }, include: { _count: { select: { memberships: true, stacks: { where: { deletedAt: null, ownerId: null } } } } } })
      : null;
    return {
      ok: true,
      value: {
        you: caller.userId,
        people: users.flatMap((user) => {
          const role = roles.get(user.id);
          return role === undefined ? [] : [{ id: user.id, name: user.username ?? user.name, role, administrator: user.administrator }];
        }),
        // Only those who give roles need to know who else is there.
        others: caller.role === 'admin' ? users.filter((user) => !roles.has(user.id)).map((user) => ({ id: user.id, name: user.username ?? user.name })) : [],
        projects: projects?.map(({ id, name, description, _count: { memberships, stacks } }) => ({ id, name, description, people: memberships, stacks })) ?? null,
      },
    };
  });
}

/** A new person with a role in this project. Without a password the answer has a link that signs them in once. */
export async function addPerson(project: string, input: { name: string; password: string; role: Role }): Promise<ActionResult<{ name: string; link: string | null }>> {
  return asAdministrator(project, noted(async ({ prisma, config }, { projectId }) => {
    const made = await people.createUser(prisma, { name: input.name, password: input.password === '' ? undefined : input.password });
    if (!made.ok) return made;
    const given = await people.setRole(prisma, projectId, made.value.id, input.role);
    if (!given.ok) return given;
    return { ok: true, value: { name: made.value.name, link: input.password === '' ? await createSignInLink(prisma, made.value.id, config.publicUrl) : null } };
  }, ({ name }) => ({ action: 'added', kind: 'person', name, detail: `role ${input.role}` })));
}

export async function setRole(project: string, userId: string, role: Role): Promise<ActionResult<{ role: Role }>> {
  return asCaller(project, 'admin', noted(async ({ prisma }, { projectId }) => named(prisma, userId, await people.setRole(prisma, projectId, userId, role)), ({ role: given, name }) => ({ action: 'changed', kind: 'person', name, id: userId, detail: `role ${given}` })));
}

/** Out of this project; the person stays. */
export async function removeFromProject(project: string, userId: string): Promise<ActionResult<{ userId: string }>> {
  return asCaller(project, 'admin', noted(async ({ prisma }, { projectId }) => named(prisma, userId, await people.removeRole(prisma, projectId, userId)), ({ name }) => ({ action: 'removed', kind: 'person', name, id: userId, detail: 'from the project' })));
}

export async function addProject(project: string, input: { name: string; description: string }): Promise<ActionResult<{ name: string }>> {
  return asAdministrator(project, ({ prisma }, { userId }) => people.createProject(prisma, { ...input, adminId: userId }));
}

export async function removeProject(project: string, id: string): Promise<ActionResult<{ id: string }>> {
  return asAdministrator(project, async ({ prisma }, { projectId }) =>
    id === projectId ? { ok: false, problem: { code: 'conflict', message: 'You are in this project. Open another one first.', diagnostics: [] } } : people.deleteProject(prisma, id));
}
