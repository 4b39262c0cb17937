/** The first person and the first project. */
import type { PrismaClient } from '@/lib/store/database';
import { hexId } from './hex-id';
import { setPassword } from './passwords';

export const OWNER = 'admin';
export const DEFAULT_PROJECT = 'default';

/**
 * Makes the user `admin` and the project `default`, with the user as its admin, where they are missing. With a password in the configuration, `admin`
 * signs in with that one from now on. May run in several instances at once.
 */
export async function prepareOwner(prisma: PrismaClient, { ownerPassword }: { ownerPassword?: string | undefined }): Promise<{ id: string; username: string }> {
  const named = { id: hexId(), name: OWNER, username: OWNER, displayUsername: OWNER };
  // The address is a name in better-auth's books only. Nothing is ever sent to it. (`upsert` would not do: of two at once, one fails.)
  await prisma.user.createMany({ data: { ...named, email: `${OWNER}@hearth.invalid`, emailVerified: true }, skipDuplicates: true });
  const owner = await prisma.user.findUniqueOrThrow({ where: { username: OWNER } });
  await prisma.project.createMany({ data: { id: hexId(), name: DEFAULT_PROJECT }, skipDuplicates: true });
  // Also where the owner was made by a version that knew no administrators.
  await prisma.user.updateMany({ where: { id: owner.id, administrator: false }, data: { administrator: true } });
  const project = await prisma.project.findUniqueOrThrow({ where: { name: DEFAULT_PROJECT } });
  await prisma.membership.createMany({ data: { projectId: project.id, userId: owner.id, role: 'admin' }, skipDuplicates: true });
  if (ownerPassword) await setPassword(prisma, owner.id, ownerPassword);
  return { id: owner.id, username: OWNER };
}
