import { getAccess } from '@/app/actions/access';
import { AccessPage } from '@/components/access/AccessPage';
import { pageCallerFor } from '@/lib/auth/caller';

export const metadata = { title: 'API access' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/access`);
  const view = await getAccess(caller.projectName);
  if (!view.ok) throw new Error(view.problem.message);
  return <AccessPage project={caller.projectName} view={view.value} />;
}
