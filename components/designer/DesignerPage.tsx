'use client';
import { useEffect, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getDraft } from '@/app/actions/drafts';
import { useDone } from '@/components/home/checklist';
import { unwrap } from '@/components/live/unwrap';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import type { DraftVersionRow } from '@/lib/wire/drafts';
import type { DraftView, Role } from '@/lib/wire/types';
import { Designer } from './Designer';
import { useCatalogue } from './useCatalogue';

/** Drafts that came with a page and were opened: when the browser goes back to that page, they may be old. */
const opened = new WeakSet<DraftView>();

export interface DesignerPageProps {
  project: string;
  draftId: string;
  role: Role;
  /** As they were when the page was made: the draft, its versions, and of which kinds there are connections. */
  first: DraftView | null;
  versions: readonly DraftVersionRow[] | null;
  connected: readonly string[] | null;
}

/** Opens a draft, with the resource types. */
export function DesignerPage({ project, draftId, role, first, versions, connected }: DesignerPageProps) {
  const client = useQueryClient();
  const [initialData] = useState(() => {
    if (first === null || opened.has(first)) return undefined;
    // Whoever asks for these does not ask the server again at once.
    if (versions !== null) client.setQueryData(['draft-versions', project, draftId], versions);
    if (connected !== null) client.setQueryData(['connected', project], connected);
    return first;
  });
  useEffect(() => { if (first !== null) opened.add(first); }, [first]);
  const { types, catalogue, error, retry } = useCatalogue();
  const draft = useQuery({ queryKey: ['draft', project, draftId], staleTime: initialData === undefined ? 0 : Infinity, gcTime: 0, initialData, refetchOnReconnect: false, queryFn: async () => unwrap(await getDraft(project, draftId)) });
  useDone('design', draft.data !== undefined);
  if (draft.error) return <ProblemView page what="the draft" error={draft.error} onRetry={() => void draft.refetch()} />;
  if (error) return <ProblemView page what="the resource types" error={error} onRetry={retry} />;
  if (!draft.data || !types || !catalogue) return <div role="status" aria-label="Opening the draft" className="flex min-h-0 flex-1 flex-col"><SkeletonRows rows={10} /></div>;
  const { stackId, stackName } = draft.data;
  return <Designer key={draftId} project={project} draft={draft.data} types={types} catalogue={catalogue} role={role} stack={stackId !== null && stackName !== null ? { id: stackId, name: stackName } : undefined} />;
}
