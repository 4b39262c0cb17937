import { ProjectPage } from '@/components/settings/ProjectPage';
import { pageCallerFor } from '@/lib/auth/caller';
import { services } from '@/lib/runtime/services';
import { readRetention } from '@/lib/stacks/retention';
import { readUsage } from '@/lib/stacks/usage';

export const metadata = { title: 'Project' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/settings/project`);
  const parts = await services();
  const [usage, retention] = await Promise.all([readUsage(parts, caller), readRetention(parts, caller)]);
  return <ProjectPage project={caller.projectName} role={caller.role} usage={usage} retention={retention} />;
}
