/** What programs sign in with instead of their owner: application credentials, and key pairs for signed requests. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { PrismaClient } from '@/lib/store/database';
import type { ActionResult, Role } from '@/lib/wire/types';
import { hexId } from './hex-id';
import { hashOfSecret } from './passwords';
import { includes } from './roles';

export interface NewCredential {
  userId: string;
  projectId: string;
  /** The owner's role in the project. */
  ownRole: Role;
  name: string;
  description?: string | undefined;
  role?: Role | undefined;
  expiresAt?: Date | null | undefined;
  unrestricted?: boolean | undefined;
  /** Made up when it is not given. */
  secret?: string | undefined;
}

const Name = z.string().trim().min(1, 'expected a name').max(255, 'expected at most 255 characters');
const Secret = z.string().min(8, 'expected at least 8 characters').max(128, 'expected at most 128 characters');

/** The secret is told once, here. */
export async function createCredential(prisma: PrismaClient, input: NewCredential): Promise<ActionResult<{ id: string; secret: string; name: string; role: Role }>> {
  const name = Name.safeParse(input.name);
  if (!name.success) return refuse('invalid', `The name of the application credential: ${name.error.issues[0]?.message ?? ''}.`);
  const secret = Secret.safeParse(input.secret ?? randomBytes(48).toString('base64url'));
  if (!secret.success) return refuse('invalid', `The secret: ${secret.error.issues[0]?.message ?? ''}.`);
  const role = input.role ?? input.ownRole;
  if (!includes(input.ownRole, role)) return refuse('forbidden', `An application credential has at most your own role, ${input.ownRole}; ${role} was asked for.`);
  if (input.expiresAt && input.expiresAt <= new Date()) return refuse('invalid', 'The time at which the application credential ends is in the past.');
  const id = hexId();
  const { count } = await prisma.applicationCredential.createMany({
    data: {
      id, name: name.data, description: (input.description ?? '').slice(0, 1000), userId: input.userId, projectId: input.projectId, role,
      secretHash: await hashOfSecret(secret.data), unrestricted: input.unrestricted ?? false, expiresAt: input.expiresAt ?? null,
    },
    skipDuplicates: true,
  });
  if (count === 0) return refuse('conflict', `You have an application credential "${name.data}" already.`);
  return { ok: true, value: { id, secret: secret.data, name: name.data, role } };
}

/** Its tokens end with it. Gives its name; null: there was none of this person's. */
export async function deleteCredential(prisma: PrismaClient, userId: string, id: string): Promise<string | null> {
  const credential = await prisma.applicationCredential.findFirst({ where: { id, userId } });
  const { count } = await prisma.applicationCredential.deleteMany({ where: { id, userId } });
  return count > 0 ? (credential?.name ?? id) : null;
}

/** A pair of keys; at most as many as one person can tell apart. */
export async function createKeyPair(
  prisma: PrismaClient, vault: { seal(value: string): string }, userId: string, projectId: string,
): Promise<ActionResult<{ access: string; secret: string }>> {
  if ((await prisma.ec2Credential.count({ where: { userId } })) >= MOST_KEYS) return refuse('conflict', `A person has at most ${MOST_KEYS} pairs of keys. Delete one first.`);
  const [access, secret] = [hexId(), hexId()];
  await prisma.ec2Credential.create({ data: { access, sealed: vault.seal(secret), userId, projectId } });
  return { ok: true, value: { access, secret } };
}

const MOST_KEYS = 100;

function refuse(code: string, message: string): { ok: false; problem: { code: string; message: string; diagnostics: [] } } {
  return { ok: false, problem: { code, message, diagnostics: [] } };
}
