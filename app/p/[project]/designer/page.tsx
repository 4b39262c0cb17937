import { DraftList } from '@/components/designer/DraftList';
import { pageCallerFor } from '@/lib/auth/caller';
import { listDrafts } from '@/lib/drafts/drafts';
import { services } from '@/lib/runtime/services';
import { readExamples } from '../stacks/read-examples';

export const metadata = { title: 'Designer' };

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/designer`);
  const [drafts, examples] = await Promise.all([services().then((parts) => listDrafts(parts, caller)), readExamples()]);
  return <DraftList project={caller.projectName} role={caller.role} first={drafts.ok ? drafts.value : null} examples={examples} />;
}
