import { ActivityPage } from '@/components/activity/ActivityPage';
import { pageCallerFor } from '@/lib/auth/caller';

export const metadata = { title: 'Activity' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/activity`);
  return <ActivityPage project={caller.projectName} />;
}
