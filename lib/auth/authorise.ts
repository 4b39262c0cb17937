/** Who may do what in a project. Every page, server action and route asks here, and nowhere else. */
import type { PrismaClient } from '@/lib/store/database';
import type { ActionResult, Role } from '@/lib/wire/types';
import { includes } from './roles';

export interface SignedIn {
  readonly userId: string;
  readonly userName: string;
}

/** Somebody who is signed in, in a project they belong to. */
export interface Caller extends SignedIn {
  readonly projectId: string;
  readonly projectName: string;
  readonly role: Role;
}

/**
 * The caller, or why not: `unauthenticated`, `not_found` (also for a project one does not belong to: its existence is nobody's business), or `forbidden`
 * where the role is too low.
 */
export async function authorise(prisma: PrismaClient, who: SignedIn | null, projectName: string, minimumRole: Role): Promise<ActionResult<Caller>> {
  if (!who) return refusal('unauthenticated', 'You are not signed in. Sign in, then try again.');
  const membership = await prisma.membership.findFirst({ where: { userId: who.userId, project: { name: projectName } }, include: { project: true } });
  if (!membership) return refusal('not_found', `There is no project "${projectName}", or you do not belong to it.`);
  if (!includes(membership.role, minimumRole)) {
    return refusal('forbidden', `This needs the role ${minimumRole} in the project "${projectName}"; yours is ${membership.role}.`);
  }
  return { ok: true, value: { ...who, projectId: membership.projectId, projectName: membership.project.name, role: membership.role } };
}

function refusal(code: string, message: string): ActionResult<Caller> {
  return { ok: false, problem: { code, message, diagnostics: [] } };
}
