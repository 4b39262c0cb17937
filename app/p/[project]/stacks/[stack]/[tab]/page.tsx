import { preload } from 'react-dom';
import { stackViewAddress } from '@/components/live/stackViewAddress';
import { StackPage } from '@/components/stack/StackPage';
import { stackTab } from '@/components/stack/tabs';
import { pageCallerFor } from '@/lib/auth/caller';
import { notFound } from 'next/navigation';

export const metadata = { title: 'Stack' };

export default async function Page({ params }: { params: Promise<{ project: string; stack: string; tab: string }> }) {
  const { project, stack, tab } = await params;
  if (stackTab(tab) === null) notFound();
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/stacks/${stack}/${tab}`);
  preload(stackViewAddress(caller.projectName, decodeURIComponent(stack)), { as: 'fetch', crossOrigin: 'anonymous' });
  return <StackPage project={caller.projectName} stackId={decodeURIComponent(stack)} role={caller.role} />;
}
