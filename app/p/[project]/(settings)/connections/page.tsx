import { listCloudConnections, listConnections, listSshConnections } from '@/app/actions/connections';
import { ConnectionsPage } from '@/components/connections/ConnectionsPage';
import { pageCallerFor } from '@/lib/auth/caller';

export const metadata = { title: 'Connections' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/connections`);
  const connections = await listConnections(caller.projectName);
  if (!connections.ok) throw new Error(connections.problem.message);
  const ssh = await listSshConnections(caller.projectName);
  if (!ssh.ok) throw new Error(ssh.problem.message);
  const clouds = await listCloudConnections(caller.projectName);
  if (!clouds.ok) throw new Error(clouds.problem.message);
  return <ConnectionsPage project={caller.projectName} connections={connections.value} ssh={ssh.value} clouds={clouds.value} mayChange={caller.role === 'admin'} />;
}
