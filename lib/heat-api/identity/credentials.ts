/** Application credentials and EC2 credentials, each person's own. */
import { z } from 'zod';
import { createCredential, createKeyPair, deleteCredential } from '@/lib/auth/application-credentials';
import { includes, ROLES, rolesWithin } from '@/lib/auth/roles';
import type { TokenIdentity } from '@/lib/auth/tokens';
import type { JsonMap } from '@/lib/hot/types';
import type { Role } from '@/lib/wire/types';
import { badRequest, empty, forbidden, json, listed, notFound, time } from './answer';
import { bodyAs, callerOf, type IdentityCall } from './call';
import { granted } from './granted';

const text = z.string();
const NewCredentialBody = z.object({
  application_credential: z.object({
    name: text, description: text.nullish(), secret: text.nullish(), expires_at: text.nullish(), unrestricted: z.boolean().nullish(),
    roles: z.array(z.object({ id: text.optional(), name: text.optional() })).nullish(), project_id: text.nullish(), access_rules: z.array(z.unknown()).max(0, 'access rules are not known here').nullish(),
  }),
});
const NewKeysBody = z.object({ tenant_id: text.nullish() });

/** The caller, who must be the person of the path, and not a program that may not do this. */
async function ownerOf(call: IdentityCall, rule: string, changes: boolean): Promise<TokenIdentity> {
  const caller = await callerOf(call);
  if (call.params['user'] !== caller.userId || caller.stackUser !== null) throw forbidden(rule);
  if (changes && caller.applicationCredential !== null && !caller.applicationCredential.unrestricted) throw forbidden(`${rule}: this application credential is restricted`);
  return caller;
}

interface StoredCredential {
  id: string;
  name: string;
  description: string;
  projectId: string;
  role: Role;
  unrestricted: boolean;
  expiresAt: Date | null;
}

function credentialBody(stored: StoredCredential, { base, params }: IdentityCall): JsonMap {
  return {
    id: stored.id, name: stored.name, description: stored.description, project_id: stored.projectId, unrestricted: stored.unrestricted, system: null,
    roles: rolesWithin(stored.role).map((name) => ({ id: name, name, domain_id: null })), expires_at: stored.expiresAt === null ? null : time(stored.expiresAt).slice(0, -1),
    links: { self: `${base}/users/${params['user'] ?? ''}/application_credentials/${stored.id}` },
  };
}

export async function listCredentials(call: IdentityCall): Promise<Response> {
  const { userId } = await ownerOf(call, 'identity:list_application_credentials', false);
  const name = call.url.searchParams.get('name');
  const found = await call.ports.prisma.applicationCredential.findMany({ where: { userId, ...(name === null ? {} : { name }) }, orderBy: { name: 'asc' } });
  return listed('application_credentials', found.map((one) => credentialBody(one, call)), call.url.toString());
}

export async function showCredential(call: IdentityCall): Promise<Response> {
  const { userId } = await ownerOf(call, 'identity:get_application_credential', false);
  const id = call.params['credential'] ?? '';
  const found = await call.ports.prisma.applicationCredential.findFirst({ where: { id, userId } });
  if (found === null) throw notFound('application credential', id);
  return json(200, { application_credential: credentialBody(found, call) });
}

export async function addCredential(call: IdentityCall): Promise<Response> {
  const caller = await ownerOf(call, 'identity:create_application_credential', true);
  if (caller.project === null || caller.role === null) throw badRequest('An application credential is for a project: scope the token to one.');
  const { application_credential: asked } = bodyAs(call, NewCredentialBody);
  const made = granted(await createCredential(call.ports.prisma, {
    userId: caller.userId, projectId: caller.project.id, ownRole: caller.role, name: asked.name, description: asked.description ?? '',
    unrestricted: asked.unrestricted ?? false, secret: asked.secret ?? undefined, role: highest(asked.roles ?? []), expiresAt: timeOf(asked.expires_at ?? null),
  }));
  const stored = await call.ports.prisma.applicationCredential.findUniqueOrThrow({ where: { id: made.id } });
  return json(201, { application_credential: { ...credentialBody(stored, call), secret: made.secret } });
}

export async function removeCredential(call: IdentityCall): Promise<Response> {
  const { userId } = await ownerOf(call, 'identity:delete_application_credential', true);
  const id = call.params['credential'] ?? '';
  if (!(await deleteCredential(call.ports.prisma, userId, id))) throw notFound('application credential', id);
  return empty();
}

/** Of several roles the one that includes the others; undefined when none is named. */
function highest(roles: readonly { id?: string | undefined; name?: string | undefined }[]): Role | undefined {
  const named = roles.map(({ id, name }) => {
    const role = ROLES.find((one) => one === (id ?? name));
    if (role === undefined) throw badRequest(`There is no role ${id ?? name ?? ''}. Roles are ${ROLES.join(', ')}.`);
    return role;
  });
  return named.reduce<Role | undefined>((most, role) => (most === undefined || includes(role, most) ? role : most), undefined);
}

/** Times without a zone are UTC. */
function timeOf(text: string | null): Date | null {
  if (text === null) return null;
  const at = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9999) throw badRequest(`expires_at: expected a time such as 2030-12-31T00:00:00, found ${text}.`);
  return at;
}

function keysBody(keys: { access: string; projectId: string; userId: string }, secret: string, { base }: IdentityCall): JsonMap {
  const { access, projectId, userId } = keys;
  return { access, secret, tenant_id: projectId, user_id: userId, trust_id: null, links: { self: `${base}/users/${userId}/credentials/OS-EC2/${access}` } };
}

export async function listKeys(call: IdentityCall): Promise<Response> {
  const { userId } = await ownerOf(call, 'identity:ec2_list_credentials', false);
  const found = await call.ports.prisma.ec2Credential.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } });
  return listed('credentials', found.map((keys) => keysBody(keys, String(call.ports.vault.open(keys.sealed)), call)), call.url.toString());
}

export async function addKeys(call: IdentityCall): Promise<Response> {
  const caller = await ownerOf(call, 'identity:ec2_create_credential', true);
  const projectId = bodyAs(call, NewKeysBody).tenant_id ?? caller.project?.id;
  if (projectId === undefined) throw badRequest('Expecting to find tenant_id, the project of the credential.');
  if (caller.applicationCredential !== null && projectId !== caller.project?.id) throw forbidden('identity:ec2_create_credential: another project');
  const member = await call.ports.prisma.membership.findUnique({ where: { projectId_userId: { projectId, userId: caller.userId } } });
  if (member === null) throw notFound('project', projectId);
  const made = granted(await createKeyPair(call.ports.prisma, call.ports.vault, caller.userId, projectId));
  return json(201, { credential: keysBody({ ...made, projectId, userId: caller.userId }, made.secret, call) });
}

export async function showKeys(call: IdentityCall): Promise<Response> {
  const { userId } = await ownerOf(call, 'identity:ec2_get_credential', false);
  const access = call.params['access'] ?? '';
  const keys = await call.ports.prisma.ec2Credential.findFirst({ where: { access, userId } });
  if (keys === null) throw notFound('credential', access);
  return json(200, { credential: keysBody(keys, String(call.ports.vault.open(keys.sealed)), call) });
}

export async function removeKeys(call: IdentityCall): Promise<Response> {
  const { userId } = await ownerOf(call, 'identity:ec2_delete_credential', true);
  const access = call.params['access'] ?? '';
  const { count } = await call.ports.prisma.ec2Credential.deleteMany({ where: { access, userId } });
  if (count === 0) throw notFound('credential', access);
  return empty();
}
