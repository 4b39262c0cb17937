import { ConfigList } from '@/components/library/ConfigList';
import { pageCallerFor } from '@/lib/auth/caller';

export const metadata = { title: 'Configs' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/configs`);
  return <ConfigList project={caller.projectName} mayChange={caller.role !== 'reader'} />;
}
