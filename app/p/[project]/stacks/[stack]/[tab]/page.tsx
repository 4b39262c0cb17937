import { StackPage } from '@/components/stack/StackPage';
import { stackTab } from '@/components/stack/tabs';
import { pageCallerFor } from '@/lib/auth/caller';
import { notFound } from 'next/navigation';

export const metadata = { title: 'Stack' };

export default async function Page({ params }: { params: Promise<{ project: string; stack: string; tab: string }> }) {
  const { project, stack, tab } = await params;
  if (stackTab(tab) === null) notFound();
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/stacks/${stack}/${tab}`);
  return <StackPage project={caller.projectName} stackId={decodeURIComponent(stack)} role={caller.role} />;
}
