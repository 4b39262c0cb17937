import type { ReactNode } from 'react';
import { AppShell } from '@/components/shell/AppShell';
import { pageCallerFor } from '@/lib/auth/caller';
import { services } from '@/lib/runtime/services';

export default async function ProjectLayout({ children, params }: { children: ReactNode; params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/stacks`);
  const { prisma } = await services();
  const memberships = await prisma.membership.findMany({ where: { userId: caller.userId }, select: { project: { select: { name: true } } }, orderBy: { project: { name: 'asc' } } });
  return (
    <AppShell project={caller.projectName} projects={memberships.map((membership) => membership.project.name)} userName={caller.userName} role={caller.role}>
      {children}
    </AppShell>
  );
}
