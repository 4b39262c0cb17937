/** Passwords of people, and secrets that are hashed as passwords are. */
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import type { PrismaClient } from '@/lib/store/database';
import { hexId } from './hex-id';

/** Something to compare with where there is nothing, so that an unknown name takes as long to refuse as a wrong password. */
let nothing: Promise<string> | undefined;

export async function secretMatches(hash: string | null | undefined, secret: string): Promise<boolean> {
  if (hash) return verifyPassword({ hash, password: secret });
  nothing ??= hashPassword('nothing');
  await verifyPassword({ hash: await nothing, password: secret });
  return false;
}

export function hashOfSecret(secret: string): Promise<string> {
  return hashPassword(secret);
}

export async function passwordMatches(prisma: PrismaClient, userId: string | null, password: string): Promise<boolean> {
  const account = userId === null ? null : await prisma.account.findFirst({ where: { userId, providerId: 'credential' } });
  return secretMatches(account?.password, password);
}

/** Whoever knew the old password is signed out, and its tokens end. Answers false when it is the same password. */
export async function setPassword(prisma: PrismaClient, userId: string, password: string): Promise<boolean> {
  const account = await prisma.account.findFirst({ where: { userId, providerId: 'credential' } });
  if (account?.password && (await verifyPassword({ hash: account.password, password }))) return false;
  const hash = await hashPassword(password);
  if (account) {
    const now = new Date();
    await prisma.$transaction([
      prisma.account.update({ where: { id: account.id }, data: { password: hash, updatedAt: now } }),
      prisma.session.deleteMany({ where: { userId } }),
      prisma.apiToken.updateMany({ where: { userId, revokedAt: null, applicationCredentialId: null }, data: { revokedAt: now } }),
    ]);
  } else {
    await prisma.account.create({ data: { id: hexId(), accountId: userId, providerId: 'credential', userId, password: hash } });
  }
  return true;
}
