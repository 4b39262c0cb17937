'use client';
import { useState } from 'react';
import Link from 'next/link';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { PencilRuler, Trash2 } from 'lucide-react';
import { deleteDraft, listDrafts } from '@/app/actions/drafts';
import { unwrap } from '@/components/live/unwrap';
import { ExampleGallery } from '@/components/home/ExampleGallery';
import { ImportTemplate } from '@/components/home/ImportTemplate';
import type { Example } from '@/components/home/examples';
import { useBeginnings } from '@/components/home/useBeginnings';
import { placeHref } from '@/components/shell/navigation';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { IconButton } from '@/components/ui/IconButton';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { toast } from '@/components/ui/Toast';
import type { DraftSummary } from '@/lib/wire/drafts';
import type { Role } from '@/lib/wire/types';

/** What is being written in this project (`first`: as it was when the page was made), and the ways to begin something new. */
export function DraftList({ project, role, first, examples }: { project: string; role: Role; first: DraftSummary[] | null; examples: readonly Example[] }) {
  const client = useQueryClient();
  const queryKey = ['drafts', project];
  const query = useQuery({ queryKey, staleTime: 0, ...(first === null ? {} : { initialData: first }), queryFn: async () => unwrap(await listDrafts(project)) });
  const begin = useBeginnings(project);
  const [leaving, setLeaving] = useState<{ id: string; name: string } | null>(null);
  const remove = useMutation({
    mutationFn: async (id: string) => unwrap(await deleteDraft(project, id)),
    onSuccess: () => { setLeaving(null); void client.invalidateQueries({ queryKey }); },
    onError: (error) => toast.error('The draft could not be deleted', { description: error.message }),
  });
  const member = role !== 'reader';
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-canvas" tabIndex={-1}>
      <div className="mx-auto flex max-w-5xl flex-col gap-8 px-6 py-6">
        <div className="flex items-center gap-3">
          <h1 className="text-xl font-semibold tracking-tight">Designer</h1>
          <div className="flex-1" />
          {member ? <Button variant="primary" disabled={begin.busy} onClick={begin.drawNew}><PencilRuler aria-hidden />New drawing</Button> : <p className="text-sm text-muted">Your role in this project is reader: drafts can be looked at.</p>}
        </div>
        <section aria-labelledby="drafts">
          <h2 id="drafts" className="pb-3 text-sm font-semibold">Drafts</h2>
          {query.isPending ? <SkeletonRows rows={3} label="Loading the drafts" /> : query.error ? <ProblemView what="the drafts" error={query.error} onRetry={() => void query.refetch()} /> : query.data.length === 0 ? (
            <p className="rounded-lg border border-dashed border-border-strong bg-surface p-4 text-sm text-muted">No drafts yet. Begin with an empty canvas, an example, or a template you have.</p>
          ) : (
            <ul className="overflow-hidden rounded-lg border bg-surface">
              {query.data.map((draft) => (
                <li key={draft.id} className="relative flex h-12 items-center gap-3 border-b px-4 last:border-b-0 hover:bg-hover">
                  <PencilRuler className="size-4 shrink-0 text-faint" aria-hidden />
                  <Link href={`${placeHref(project, 'designer')}/${draft.id}`} prefetch={false} data-draft={draft.name} className="truncate rounded-sm text-sm font-medium after:absolute after:inset-0 hover:underline">{draft.name}</Link>
                  {draft.stackId ? <Badge>updates a stack</Badge> : null}
                  <span className="ms-auto shrink-0 text-sm text-muted">{draft.updatedBy}, <Ago at={draft.updatedAt} /></span>
                  {member ? <IconButton label={`Delete ${draft.name}`} icon={<Trash2 />} className="relative" onClick={() => setLeaving({ id: draft.id, name: draft.name })} /> : null}
                </li>
              ))}
            </ul>
          )}
        </section>
        {member ? (
          <>
            <section aria-labelledby="import-template">
              <h2 id="import-template" className="pb-3 text-sm font-semibold">Bring a template</h2>
              <ImportTemplate project={project} busy={begin.busy} onImport={begin.openTemplate} />
            </section>
            <section aria-labelledby="from-example">
              <h2 id="from-example" className="pb-3 text-sm font-semibold">Open an example</h2>
              <ExampleGallery examples={examples} busy={begin.busy} onDeploy={begin.deployExample} onOpen={begin.openExample} />
            </section>
          </>
        ) : null}
      </div>
      {begin.sheet}
      <Dialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={`Delete the draft ${leaving?.name ?? ''}?`}
        description="Its text and drawing are deleted for everybody. Stacks that were deployed from it stay as they are."
        footer={<><Button onClick={() => setLeaving(null)}>Keep</Button><Button variant="danger" disabled={remove.isPending} onClick={() => { if (leaving) remove.mutate(leaving.id); }}>Delete</Button></>}
      >
        {null}
      </Dialog>
    </div>
  );
}
