import { ConfigsPage } from '@/components/library/ConfigsPage';
import { pageCallerFor } from '@/lib/auth/caller';

export const metadata = { title: 'Configs' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/configs`);
  return <ConfigsPage project={caller.projectName} mayChange={caller.role !== 'reader'} />;
}
