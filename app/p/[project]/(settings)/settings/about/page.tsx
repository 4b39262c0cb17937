import { AboutPage } from '@/components/settings/AboutPage';
import { pageCallerFor } from '@/lib/auth/caller';

export const metadata = { title: 'About and health' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/settings/about`);
  return <AboutPage project={caller.projectName} />;
}
