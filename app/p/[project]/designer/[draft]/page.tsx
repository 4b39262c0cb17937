import { DesignerPage } from '@/components/designer/DesignerPage';
import { pageCallerFor } from '@/lib/auth/caller';
import { readDraft } from '@/lib/drafts/drafts';
import { services } from '@/lib/runtime/services';

export const metadata = { title: 'Designer' };

export default async function Page({ params }: { params: Promise<{ project: string; draft: string }> }) {
  const { project, draft } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/designer/${draft}`);
  const draftId = decodeURIComponent(draft);
  // It travels in the page: asked for by the browser it would come a round trip and the start of the program later.
  const first = await readDraft(await services(), caller, draftId);
  return (
    <>
      <link rel="preload" as="fetch" href="/api/catalogue" crossOrigin="anonymous" />
      <DesignerPage project={caller.projectName} draftId={draftId} role={caller.role} first={first.ok ? first.value : null} />
    </>
  );
}
