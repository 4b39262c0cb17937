/** Projects, people, and who has which role where. Called by pages and by the identity service; both have checked that the caller may. */
import { z } from 'zod';
import type { PrismaClient } from '@/lib/store/database';
import type { ActionResult, Role } from '@/lib/wire/types';
import { hexId } from './hex-id';
import { hashOfSecret, setPassword } from './passwords';

export const ProjectName = z.string().trim().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u, 'expected 1 to 64 letters, digits, spaces and . _ -, beginning with a letter or digit');
/** Kept in small letters: people seldom remember which they used. */
export const USER_NAME = /^[a-z0-9][a-z0-9._@-]{0,63}$/;
export const UserName = z.string().trim().toLowerCase().regex(USER_NAME, 'expected 1 to 64 letters, digits and . _ @ -, beginning with a letter or digit');
export const Password = z.string().min(8, 'expected at least 8 characters').max(128, 'expected at most 128 characters');
export const Description = z.string().max(1000, 'expected at most 1000 characters');

export interface ProjectRecord {
  id: string;
  name: string;
  description: string;
}

export interface UserRecord {
  id: string;
  name: string;
  administrator: boolean;
}

export async function createProject(prisma: PrismaClient, input: { name: string; description?: string | undefined; adminId: string | null }): Promise<ActionResult<ProjectRecord>> {
  const name = ProjectName.safeParse(input.name);
  const description = Description.safeParse(input.description ?? '');
  if (!name.success) return refuse('invalid', `The name of the project: ${messageOf(name.error)}.`);
  if (!description.success) return refuse('invalid', `The description of the project: ${messageOf(description.error)}.`);
  const project = { id: hexId(), name: name.data, description: description.data };
  const { count } = await prisma.project.createMany({ data: project, skipDuplicates: true });
  if (count === 0) return refuse('conflict', `There is a project "${name.data}" already.`);
  if (input.adminId !== null) await prisma.membership.createMany({ data: { projectId: project.id, userId: input.adminId, role: 'admin' }, skipDuplicates: true });
  return done(project);
}

export async function updateProject(prisma: PrismaClient, id: string, change: { name?: string | undefined; description?: string | undefined }): Promise<ActionResult<ProjectRecord>> {
  const name = ProjectName.optional().safeParse(change.name);
  const description = Description.optional().safeParse(change.description);
  if (!name.success) return refuse('invalid', `The name of the project: ${messageOf(name.error)}.`);
  if (!description.success) return refuse('invalid', `The description of the project: ${messageOf(description.error)}.`);
  const taken = name.data === undefined ? null : await prisma.project.findUnique({ where: { name: name.data } });
  if (taken !== null && taken.id !== id) return refuse('conflict', `There is a project "${taken.name}" already.`);
  const data = { ...(name.data === undefined ? {} : { name: name.data }), ...(description.data === undefined ? {} : { description: description.data }) };
  const { count } = await prisma.project.updateMany({ where: { id }, data });
  const project = count === 0 ? null : await prisma.project.findUnique({ where: { id } });
  return project === null ? refuse('not_found', 'There is no such project.') : done(project);
}

/** Only an empty one: a project with stacks would leave behind what nobody can delete any more. */
export async function deleteProject(prisma: PrismaClient, id: string): Promise<ActionResult<{ id: string }>> {
  return prisma.$transaction(async (client) => {
    const project = await client.project.findUnique({ where: { id } });
    if (project === null) return refuse('not_found', 'There is no such project.');
    const stacks = await client.stack.count({ where: { projectId: id, deletedAt: null } });
    if (stacks > 0) return refuse('conflict', `The project "${project.name}" has ${stacks === 1 ? 'a stack' : `${stacks} stacks`}. Delete ${stacks === 1 ? 'it' : 'them'} first.`);
    await client.stack.deleteMany({ where: { projectId: id } });
    await client.project.delete({ where: { id } });
    return done({ id });
  });
}

/** Without a password the person signs in with a one-time link. */
export async function createUser(prisma: PrismaClient, input: { name: string; password?: string | undefined }): Promise<ActionResult<UserRecord>> {
  const name = UserName.safeParse(input.name);
  const password = Password.optional().safeParse(input.password);
  if (!name.success) return refuse('invalid', `The name: ${messageOf(name.error)}.`);
  if (!password.success) return refuse('invalid', `The password: ${messageOf(password.error)}.`);
  const id = hexId();
  const user = { id, name: name.data, username: name.data, displayUsername: input.name.trim(), email: `${id}@hearth.invalid`, emailVerified: true };
  const hash = password.data === undefined ? null : await hashOfSecret(password.data);
  const made = await prisma.$transaction(async (client) => {
    const { count } = await client.user.createMany({ data: user, skipDuplicates: true });
    if (count > 0 && hash !== null) await client.account.create({ data: { id: hexId(), accountId: id, providerId: 'credential', userId: id, password: hash } });
    return count > 0;
  });
  return made ? done({ id, name: name.data, administrator: false }) : refuse('conflict', `There is somebody called "${name.data}" already.`);
}

export async function updateUser(prisma: PrismaClient, id: string, change: { name?: string | undefined; password?: string | undefined }): Promise<ActionResult<UserRecord>> {
  const name = UserName.optional().safeParse(change.name);
  const password = Password.optional().safeParse(change.password);
  if (!name.success) return refuse('invalid', `The name: ${messageOf(name.error)}.`);
  if (!password.success) return refuse('invalid', `The password: ${messageOf(password.error)}.`);
  const user = await prisma.user.findUnique({ where: { id } });
  if (user === null) return refuse('not_found', 'There is no such person.');
  const taken = name.data === undefined ? null : await prisma.user.findUnique({ where: { username: name.data } });
  if (taken !== null && taken.id !== id) return refuse('conflict', `There is somebody called "${taken.username}" already.`);
  if (name.data !== undefined) await prisma.user.update({ where: { id }, data: { name: name.data, username: name.data, displayUsername: name.data, updatedAt: new Date() } });
  if (password.data !== undefined) await setPassword(prisma, id, password.data);
  return done({ id, name: name.data ?? user.username ?? user.name, administrator: user.administrator });
}

/** What the person made stays; sessions, tokens and credentials end. */
export async function deleteUser(prisma: PrismaClient, id: string): Promise<ActionResult<{ id: string }>> {
  return prisma.$transaction(async (client) => {
    const user = await client.user.findUnique({ where: { id } });
    if (user === null) return refuse('not_found', 'There is no such person.');
    if (user.administrator && (await client.user.count({ where: { administrator: true } })) < 2) return refuse('conflict', 'This is the only person who can add people and projects.');
    await client.membership.deleteMany({ where: { userId: id } });
    await client.apiToken.deleteMany({ where: { userId: id } });
    await client.user.delete({ where: { id } });
    return done({ id });
  });
}

export async function setRole(prisma: PrismaClient, projectId: string, userId: string, role: Role): Promise<ActionResult<{ role: Role }>> {
  const [project, user] = await Promise.all([prisma.project.findUnique({ where: { id: projectId } }), prisma.user.findUnique({ where: { id: userId } })]);
  if (project === null) return refuse('not_found', 'There is no such project.');
  if (user === null) return refuse('not_found', 'There is no such person.');
  const key = { projectId_userId: { projectId, userId } };
  const before = await prisma.membership.findUnique({ where: key });
  if (before?.role === 'admin' && role !== 'admin' && (await isLastAdmin(prisma, projectId))) return LAST_ADMIN;
  await prisma.membership.createMany({ data: { projectId, userId, role }, skipDuplicates: true });
  await prisma.membership.updateMany({ where: { projectId, userId }, data: { role } });
  return done({ role });
}

export async function removeRole(prisma: PrismaClient, projectId: string, userId: string): Promise<ActionResult<{ userId: string }>> {
  const membership = await prisma.membership.findUnique({ where: { projectId_userId: { projectId, userId } } });
  if (membership === null) return refuse('not_found', 'This person does not belong to the project.');
  if (membership.role === 'admin' && (await isLastAdmin(prisma, projectId))) return LAST_ADMIN;
  await prisma.membership.deleteMany({ where: { projectId, userId } });
  return done({ userId });
}

const LAST_ADMIN = refuse('conflict', 'This is the only admin of the project. Make somebody else an admin first.');

async function isLastAdmin(prisma: PrismaClient, projectId: string): Promise<boolean> {
  return (await prisma.membership.count({ where: { projectId, role: 'admin' } })) < 2;
}

function messageOf(error: z.ZodError): string {
  return error.issues[0]?.message ?? 'not understood';
}

function done<T>(value: T): ActionResult<T> {
  return { ok: true, value };
}

function refuse(code: string, message: string): { ok: false; problem: { code: string; message: string; diagnostics: [] } } {
  return { ok: false, problem: { code, message, diagnostics: [] } };
}
