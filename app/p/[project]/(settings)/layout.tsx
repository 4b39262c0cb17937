import type { ReactNode } from 'react';
import { SettingsMenu } from '@/components/settings/SettingsMenu';

/** Everything about the person, the project and the instance, with one menu beside it. */
export default async function SettingsLayout({ children, params }: { children: ReactNode; params: Promise<{ project: string }> }) {
  const { project } = await params;
  return (
    <div className="flex min-h-0 flex-1 max-md:flex-col">
      <SettingsMenu project={decodeURIComponent(project)} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</div>
    </div>
  );
}
