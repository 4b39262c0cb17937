/** API access of one person in one project, as its page shows it. */
import type { PrismaClient } from '@/lib/store/database';
import type { AccessView } from '@/lib/wire/access';
import type { Caller } from './authorise';

const MOST_TOKENS = 100;
const REGION = 'RegionOne';

/** `origin`: where the person's own clients reach this server. */
export async function readAccess(prisma: PrismaClient, caller: Caller, origin: string): Promise<AccessView> {
  const { userId, projectId } = caller;
  const [user, credentials, tokens, keys] = await Promise.all([
    prisma.user.findUnique({ where: { id: userId } }),
    prisma.applicationCredential.findMany({ where: { userId, projectId }, orderBy: { createdAt: 'desc' } }),
    prisma.apiToken.findMany({ where: { userId, revokedAt: null, expiresAt: { gt: new Date() }, OR: [{ projectId }, { projectId: null }] }, orderBy: { createdAt: 'desc' }, take: MOST_TOKENS }),
    prisma.ec2Credential.findMany({ where: { userId, projectId }, orderBy: { createdAt: 'desc' } }),
  ]);
  return {
    endpoint: { authUrl: `${origin}/identity/v3`, cfnUrl: `${origin}/cfn/v1/`, region: REGION, userName: user?.username ?? caller.userName, projectId, projectName: caller.projectName },
    role: caller.role,
    credentials: credentials.map(({ id, name, role, unrestricted, createdAt, expiresAt, usedAt }) => ({ id, name, role, unrestricted, usedAt: usedAt?.toISOString() ?? null, createdAt: createdAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null })),
    tokens: tokens.map((token) => ({ auditId: token.auditId, methods: token.methods, projectName: token.projectId === null ? null : caller.projectName, createdAt: token.createdAt.toISOString(), expiresAt: token.expiresAt.toISOString(), usedAt: token.usedAt?.toISOString() ?? null })),
    keys: keys.map(({ access, createdAt, usedAt }) => ({ access, createdAt: createdAt.toISOString(), usedAt: usedAt?.toISOString() ?? null })),
  };
}
