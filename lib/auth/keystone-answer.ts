/** What a real Keystone tells of a token, and whom that makes of its owner here. Projects are ours under Keystone's ids, made when somebody first comes with a token for one. */
import { z } from 'zod';
import type { PrismaClient } from '@/lib/store/database';
import type { Role } from '@/lib/wire/types';
import { includes, ROLES } from './roles';
import type { TokenIdentity } from './tokens';

export const KeystoneAnswer = z.object({
  token: z.object({
    methods: z.array(z.string()), audit_ids: z.array(z.string()).min(1), issued_at: z.string(), expires_at: z.string(),
    user: z.object({ id: z.string(), name: z.string() }),
    project: z.object({ id: z.string().regex(/^[\w-]{1,64}$/), name: z.string() }).optional(),
    roles: z.array(z.object({ name: z.string() })).default([]),
  }),
});

/** Nobody is an administrator here for what they are there. */
export async function identityIn(prisma: PrismaClient, { token: told }: z.output<typeof KeystoneAnswer>): Promise<TokenIdentity> {
  const role = highest(told.roles.map(({ name }) => name));
  const project = told.project === undefined || role === null ? null : await projectHere(prisma, told.project);
  const [auditId = ''] = told.audit_ids;
  return {
    auditId, rootAuditId: told.audit_ids.at(-1) ?? auditId, methods: told.methods, userId: told.user.id, userName: told.user.name, administrator: false,
    project, role: project === null ? null : role, stackUser: null, applicationCredential: null, issuedAt: new Date(told.issued_at), expiresAt: new Date(told.expires_at),
  };
}

/** Roles that mean nothing here give nothing. */
function highest(names: readonly string[]): Role | null {
  const known = ROLES.filter((role) => names.some((name) => name.toLowerCase() === role));
  return known.reduce<Role | null>((most, role) => (most === null || includes(role, most) ? role : most), null);
}

/** Names are unique here and not there: a second project of a name gets its id beside it. */
async function projectHere(prisma: PrismaClient, { id, name }: { id: string; name: string }): Promise<{ id: string; name: string }> {
  const known = await prisma.project.findUnique({ where: { id } });
  if (known !== null) return { id, name: known.name };
  await prisma.project.createMany({ data: { id, name }, skipDuplicates: true });
  await prisma.project.createMany({ data: { id, name: `${name} (${id})` }, skipDuplicates: true });
  const made = await prisma.project.findUniqueOrThrow({ where: { id } });
  return { id, name: made.name };
}
