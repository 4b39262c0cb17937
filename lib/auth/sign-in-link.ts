/** Links that sign one user in, once. Who has the terminal or the database may make one; only the hash of its token is kept. */
import { createHash, randomBytes } from 'node:crypto';
import type { PrismaClient } from '@/lib/store/database';

export const SIGN_IN_LINK_HOURS = 24;

/** Makes a link for the user and forgets those that can no longer be used. Answers its URL. */
export async function createSignInLink(prisma: PrismaClient, userId: string, publicUrl: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(Date.now() + SIGN_IN_LINK_HOURS * 3_600_000);
  await prisma.signInLink.deleteMany({ where: { OR: [{ expiresAt: { lt: new Date() } }, { usedAt: { not: null } }] } });
  await prisma.signInLink.create({ data: { tokenHash: hash(token), userId, expiresAt } });
  return `${publicUrl}/sign-in/link/${token}`;
}

/** Uses a link up. Answers the id of its user, or null when there is no such link, or it was used, or is too old. */
export async function consumeSignInLink(prisma: PrismaClient, token: string): Promise<string | null> {
  const tokenHash = hash(token);
  const now = new Date();
  // One statement: of two requests with the same link, one finds it unused.
  const { count } = await prisma.signInLink.updateMany({ where: { tokenHash, usedAt: null, expiresAt: { gt: now } }, data: { usedAt: now } });
  if (count === 0) return null;
  return (await prisma.signInLink.findUnique({ where: { tokenHash } }))?.userId ?? null;
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
