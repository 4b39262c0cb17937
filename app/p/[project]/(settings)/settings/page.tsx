import { ProfilePage } from '@/components/settings/ProfilePage';
import { pageCallerFor } from '@/lib/auth/caller';

export const metadata = { title: 'Profile' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/settings`);
  return <ProfilePage userName={caller.userName} role={caller.role} project={caller.projectName} />;
}
