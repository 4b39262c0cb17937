/** For somebody who came to a closed door: the projects that are open to them, and who gives roles in any project. */
import type { PrismaClient } from '@/lib/store/database';
import type { SignedIn } from './authorise';

const MOST_NAMED = 5;

export async function whoCanHelp(prisma: PrismaClient, who: SignedIn | null): Promise<{ projects: string[]; administrators: string[] }> {
  // Who is not signed in learns nobody's name.
  if (who === null) return { projects: [], administrators: [] };
  const [memberships, administrators] = await Promise.all([
    prisma.membership.findMany({ where: { userId: who.userId }, select: { project: { select: { name: true } } }, orderBy: { project: { name: 'asc' } }, take: 20 }),
    prisma.user.findMany({ where: { administrator: true, NOT: { id: who.userId } }, select: { username: true, name: true }, orderBy: { username: 'asc' }, take: MOST_NAMED }),
  ]);
  return { projects: memberships.map(({ project }) => project.name), administrators: administrators.map(({ username, name }) => username ?? name) };
}
