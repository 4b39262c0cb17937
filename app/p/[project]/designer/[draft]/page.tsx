import { DesignerPage } from '@/components/designer/DesignerPage';
import { pageCallerFor } from '@/lib/auth/caller';
import { readDraft } from '@/lib/drafts/drafts';
import { listVersions } from '@/lib/drafts/versions';
import { services } from '@/lib/runtime/services';
import { connectedKinds } from '@/lib/stacks/connections';

export const metadata = { title: 'Designer' };

export default async function Page({ params }: { params: Promise<{ project: string; draft: string }> }) {
  const { project, draft } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/designer/${draft}`);
  const draftId = decodeURIComponent(draft);
  const parts = await services();
  // What it begins with travels in the page: asked for by the browser it would come a round trip and the start of the program later.
  const [first, versions, connected] = await Promise.all([readDraft(parts, caller, draftId), listVersions(parts, caller, draftId), connectedKinds(parts, caller)]);
  return (
    <>
      <link rel="preload" as="fetch" href="/api/catalogue" crossOrigin="anonymous" />
      <DesignerPage project={caller.projectName} draftId={draftId} role={caller.role} first={first.ok ? first.value : null} versions={versions.ok ? versions.value : null} connected={connected.ok ? connected.value : null} />
    </>
  );
}
