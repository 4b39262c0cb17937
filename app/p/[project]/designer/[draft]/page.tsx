import { DesignerPage } from '@/components/designer/DesignerPage';
import { firstLookAt } from '@/components/designer/firstPicture';
import { MONO_FONT } from '@/components/ui/fonts';
import { pageCallerFor } from '@/lib/auth/caller';
import { readDraft } from '@/lib/drafts/drafts';
import { listVersions } from '@/lib/drafts/versions';
import { services } from '@/lib/runtime/services';
import { connectedKinds } from '@/lib/stacks/connections';

export const metadata = { title: 'Designer' };

export default async function Page({ params, searchParams }: { params: Promise<{ project: string; draft: string }>; searchParams: Promise<{ view?: string }> }) {
  const [{ project, draft }, { view }] = await Promise.all([params, searchParams]);
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/designer/${draft}`);
  const draftId = decodeURIComponent(draft);
  const parts = await services();
  // What it begins with travels in the page: asked for by the browser it would come a round trip and the start of the program later.
  const [first, versions, connected] = await Promise.all([readDraft(parts, caller, draftId), listVersions(parts, caller, draftId), connectedKinds(parts, caller)]);
  const look = first.ok ? firstLookAt(first.value) : null;
  return (
    <>
      <link rel="preload" as="font" type="font/woff2" href={MONO_FONT} crossOrigin="anonymous" />
      <link rel="preload" as="fetch" href="/api/catalogue" crossOrigin="anonymous" />
      <DesignerPage project={caller.projectName} draftId={draftId} role={caller.role} first={first.ok ? first.value : null} versions={versions.ok ? versions.value : null} connected={connected.ok ? connected.value : null} look={look === null || view === undefined ? look : { ...look, picture: null }} />
    </>
  );
}
