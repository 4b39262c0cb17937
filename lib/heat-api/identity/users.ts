/** `/v3/users`. */
import { z } from 'zod';
import { createUser, deleteUser, updateUser, type UserRecord } from '@/lib/auth/people';
import { passwordMatches } from '@/lib/auth/passwords';
import type { JsonMap } from '@/lib/hot/types';
import { DOMAIN, empty, forbidden, json, listed, notFound, unauthorized } from './answer';
import { administratorOf, bodyAs, callerOf, type IdentityCall, seesOthers } from './call';
import { granted } from './granted';

const text = z.string();
const NewUser = z.object({ user: z.object({ name: text, password: text.nullish(), default_project_id: text.nullish() }) });
const ChangedUser = z.object({ user: z.object({ name: text.optional(), password: text.optional() }) });
const NewPassword = z.object({ user: z.object({ password: text, original_password: text }) });

function userBody({ id, name }: Pick<UserRecord, 'id' | 'name'>, { base }: Pick<IdentityCall, 'base'>): JsonMap {
  return { id, name, domain_id: DOMAIN.id, enabled: true, password_expires_at: null, options: {}, links: { self: `${base}/users/${id}` } };
}

/** All for administrators and the admins of a project: they give people roles. Others see themselves. */
export async function listUsers(call: IdentityCall): Promise<Response> {
  const caller = await callerOf(call);
  const name = call.url.searchParams.get('name');
  const domain = call.url.searchParams.get('domain_id');
  const users = domain !== null && domain !== DOMAIN.id ? [] : await call.ports.prisma.user.findMany({
    where: { ...(name === null ? {} : { username: name.toLowerCase() }), ...(seesOthers(caller) ? {} : { id: caller.userId }) }, orderBy: { username: 'asc' },
  });
  return listed('users', users.map((user) => userBody({ id: user.id, name: user.username ?? user.name }, call)), call.url.toString());
}

export async function showUser(call: IdentityCall): Promise<Response> {
  const caller = await callerOf(call);
  const id = call.params['user'] ?? '';
  if (id === caller.userId) return json(200, { user: userBody({ id, name: caller.userName }, call) });
  if (!seesOthers(caller)) throw forbidden('identity:get_user');
  const user = await call.ports.prisma.user.findUnique({ where: { id } });
  if (user === null) throw notFound('user', id);
  return json(200, { user: userBody({ id, name: user.username ?? user.name }, call) });
}

export async function addUser(call: IdentityCall): Promise<Response> {
  await administratorOf(call, 'identity:create_user');
  const { user } = bodyAs(call, NewUser);
  const project = user.default_project_id ?? null;
  if (project !== null && (await call.ports.prisma.project.findUnique({ where: { id: project } })) === null) throw notFound('project', project);
  const made = granted(await createUser(call.ports.prisma, { name: user.name, password: user.password ?? undefined }));
  return json(201, { user: userBody(made, call) });
}

export async function changeUser(call: IdentityCall): Promise<Response> {
  await administratorOf(call, 'identity:update_user');
  const { user } = bodyAs(call, ChangedUser);
  return json(200, { user: userBody(granted(await updateUser(call.ports.prisma, call.params['user'] ?? '', user)), call) });
}

export async function removeUser(call: IdentityCall): Promise<Response> {
  await administratorOf(call, 'identity:delete_user');
  granted(await deleteUser(call.ports.prisma, call.params['user'] ?? ''));
  return empty();
}

/** One's own password, with the one before. */
export async function changePassword(call: IdentityCall): Promise<Response> {
  const caller = await callerOf(call);
  const { user } = bodyAs(call, NewPassword);
  if (call.params['user'] !== caller.userId || caller.applicationCredential !== null || caller.stackUser !== null) throw forbidden('identity:change_password');
  const attempt = `password ${caller.userName}`;
  if (!call.ports.attempts.allowed(attempt) || !(await passwordMatches(call.ports.prisma, caller.userId, user.original_password))) {
    call.ports.attempts.failed(attempt);
    throw unauthorized();
  }
  granted(await updateUser(call.ports.prisma, caller.userId, { password: user.password }));
  return empty();
}

