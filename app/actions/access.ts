'use server';
/** What programs of the signed-in person sign in with, in one project. */
import { headers } from 'next/headers';
import { readAccess } from '@/lib/auth/access';
import { createCredential, createKeyPair, deleteCredential } from '@/lib/auth/application-credentials';
import { revokeToken } from '@/lib/auth/tokens';
import { originOf } from '@/lib/heat-api/origin';
import type { AccessView } from '@/lib/wire/access';
import type { ActionResult, Role } from '@/lib/wire/types';
import { asCaller, noted } from './result';

const GONE: ActionResult<never> = { ok: false, problem: { code: 'not_found', message: 'It is not there any more.', diagnostics: [] } };

export async function getAccess(project: string): Promise<ActionResult<AccessView>> {
  const asked = new Headers(await headers());
  return asCaller(project, 'reader', async ({ prisma, config }, caller) => ({ ok: true, value: await readAccess(prisma, caller, originOf(config, { headers: asked })) }));
}

/** `days` null: without an end. The secret is told here, and never again. */
export async function addCredential(project: string, input: { name: string; role: Role; days: number | null }): Promise<ActionResult<{ id: string; secret: string; name: string; role: Role }>> {
  return asCaller(project, 'reader', noted(({ prisma }, { userId, projectId, role }) => createCredential(prisma, {
    userId, projectId, ownRole: role, name: input.name, role: input.role, expiresAt: input.days === null ? null : new Date(Date.now() + input.days * 86_400_000),
  }), ({ name, id, role }) => ({ action: 'made', kind: 'credential', name, id, detail: `role ${role}` })));
}

export async function removeCredential(project: string, id: string): Promise<ActionResult<{ id: string; name: string }>> {
  return asCaller(project, 'reader', noted(async ({ prisma }, { userId }) => {
    const name = await deleteCredential(prisma, userId, id);
    return name === null ? GONE : { ok: true, value: { id, name } };
  }, ({ name }) => ({ action: 'removed', kind: 'credential', name, id })));
}

export async function endToken(project: string, auditId: string): Promise<ActionResult<{ auditId: string }>> {
  return asCaller(project, 'reader', async ({ pool }, { userId }) => ((await revokeToken({ pool }, auditId, userId)) ? { ok: true, value: { auditId } } : GONE));
}

export async function addKeyPair(project: string): Promise<ActionResult<{ access: string; secret: string }>> {
  return asCaller(project, 'reader', noted(({ prisma, vault }, { userId, projectId }) => createKeyPair(prisma, vault, userId, projectId), ({ access }) => ({ action: 'made', kind: 'credential', name: access, id: access })));
}

export async function removeKeyPair(project: string, access: string): Promise<ActionResult<{ access: string }>> {
  return asCaller(project, 'reader', noted(async ({ prisma }, { userId }) => {
    const { count } = await prisma.ec2Credential.deleteMany({ where: { access, userId } });
    return count > 0 ? { ok: true, value: { access } } : GONE;
  }, () => ({ action: 'removed', kind: 'credential', name: access, id: access })));
}
