import { ProjectPage } from '@/components/settings/ProjectPage';
import { pageCallerFor } from '@/lib/auth/caller';
import { services } from '@/lib/runtime/services';
import { readUsage } from '@/lib/stacks/usage';

export const metadata = { title: 'Project' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/settings/project`);
  return <ProjectPage project={caller.projectName} usage={await readUsage(await services(), caller)} />;
}
