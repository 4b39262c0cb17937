import { listEnvironments, listSecrets } from '@/app/actions/environments';
import { EnvironmentsPage } from '@/components/environments/EnvironmentsPage';
import { pageCallerFor } from '@/lib/auth/caller';

export const metadata = { title: 'Environments' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/environments`);
  // The page comes with what its first view and the numbers on its tabs show: it asks for neither.
  const [environments, secrets] = await Promise.all([listEnvironments(caller.projectName), listSecrets(caller.projectName)]);
  return <EnvironmentsPage project={caller.projectName} mayChange={caller.role !== 'reader'} first={{ environments: environments.ok ? environments.value : undefined, secrets: secrets.ok ? secrets.value : undefined }} />;
}
