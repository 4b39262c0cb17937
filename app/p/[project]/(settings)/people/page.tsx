import { getPeople } from '@/app/actions/people';
import { PeoplePage } from '@/components/people/PeoplePage';
import { pageCallerFor } from '@/lib/auth/caller';

export const metadata = { title: 'People' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/people`);
  const view = await getPeople(caller.projectName);
  if (!view.ok) throw new Error(view.problem.message);
  return <PeoplePage project={caller.projectName} role={caller.role} view={view.value} />;
}
