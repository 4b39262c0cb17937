import { DraftList } from '@/components/designer/DraftList';
import { pageCallerFor } from '@/lib/auth/caller';
import { readExamples } from '../stacks/read-examples';

export const metadata = { title: 'Designer' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/designer`);
  return <DraftList project={caller.projectName} role={caller.role} examples={await readExamples()} />;
}
