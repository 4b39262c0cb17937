import { EnvironmentsPage } from '@/components/environments/EnvironmentsPage';
import { pageCallerFor } from '@/lib/auth/caller';

export const metadata = { title: 'Environments' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/environments`);
  return <EnvironmentsPage project={caller.projectName} mayChange={caller.role !== 'reader'} />;
}
