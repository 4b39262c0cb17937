import { notFound } from 'next/navigation';
import { readHost } from '@/app/actions/hosts';
import { HostPage } from '@/components/hosts/HostPage';
import { pageCallerFor } from '@/lib/auth/caller';

export const metadata = { title: 'Host' };

export default async function Page({ params }: { params: Promise<{ project: string; host: string }> }) {
  const { project, host } = await params;
  const id = decodeURIComponent(host);
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/hosts/${host}`);
  const found = await readHost(caller.projectName, id);
  if (!found.ok) notFound();
  return <HostPage key={id} project={caller.projectName} first={found.value} mayChange={caller.role !== 'reader'} />;
}
