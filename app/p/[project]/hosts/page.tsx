import { listServers } from '@/app/actions/hosts';
import { HostTable } from '@/components/hosts/HostTable';
import { pageCallerFor } from '@/lib/auth/caller';

export const metadata = { title: 'Hosts' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/hosts`);
  const servers = await listServers(caller.projectName);
  if (!servers.ok) throw new Error(servers.problem.message);
  return <HostTable project={caller.projectName} first={servers.value} mayChange={caller.role !== 'reader'} />;
}
