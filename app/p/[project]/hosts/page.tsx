import { HostTable } from '@/components/hosts/HostTable';
import { pageCallerFor } from '@/lib/auth/caller';
import { services } from '@/lib/runtime/services';

export const metadata = { title: 'Hosts' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/hosts`);
  const { prisma } = await services();
  const servers = await prisma.server.findMany({ where: { projectId: caller.projectId, deletedAt: null }, orderBy: { name: 'asc' } });
  return <HostTable servers={servers.map(({ id, name, kind, state, lastSeenAt }) => ({ id, name, kind, state, lastSeenAt: lastSeenAt?.toISOString() ?? null }))} />;
}
