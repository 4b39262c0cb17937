import { StackList } from '@/components/home/StackList';
import { pageCallerFor } from '@/lib/auth/caller';
import { readExamples } from './read-examples';

export const metadata = { title: 'Stacks' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/stacks`);
  return <StackList project={caller.projectName} role={caller.role} examples={await readExamples()} />;
}
