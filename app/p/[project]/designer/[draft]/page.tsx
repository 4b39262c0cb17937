import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
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
  const answers = new QueryClient();
  if (versions.ok) answers.setQueryData(['draft-versions', caller.projectName, draftId], versions.value);
  if (connected.ok) answers.setQueryData(['connected', caller.projectName], connected.value);
  return (
    <HydrationBoundary state={dehydrate(answers)}>
      <link rel="preload" as="fetch" href="/api/catalogue" crossOrigin="anonymous" />
      <DesignerPage project={caller.projectName} draftId={draftId} role={caller.role} first={first.ok ? first.value : null} />
    </HydrationBoundary>
  );
}
