import { DesignerPage } from '@/components/designer/DesignerPage';
import { pageCallerFor } from '@/lib/auth/caller';

export const metadata = { title: 'Designer' };

export default async function Page({ params }: { params: Promise<{ project: string; draft: string }> }) {
  const { project, draft } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/designer/${draft}`);
  return <DesignerPage project={caller.projectName} draftId={decodeURIComponent(draft)} role={caller.role} />;
}
