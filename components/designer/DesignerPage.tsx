'use client';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getDraft } from '@/app/actions/drafts';
import { useDone } from '@/components/home/checklist';
import { unwrap } from '@/components/live/unwrap';
import { ProblemView } from '@/components/ui/Problem';
import type { DraftVersionRow } from '@/lib/wire/drafts';
import type { DraftView, Role } from '@/lib/wire/types';
import { rememberRead } from '@/lib/hot/reading';
import { Designer } from './Designer';
import { DraftOpening } from './DraftOpening';
import type { FirstLook } from './firstPicture';
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
  /** What the server has read and drawn of the draft. */
  look: FirstLook | null;
}

/** Opens a draft, with the resource types. */
export function DesignerPage({ project, draftId, role, first, versions, connected, look }: DesignerPageProps) {
  const client = useQueryClient();
  const [initialData] = useState(() => {
    if (first === null || opened.has(first)) return undefined;
    // Whoever asks for these does not ask the server again at once.
    if (versions !== null) client.setQueryData(['draft-versions', project, draftId], versions);
    if (look !== null && look.value !== null) rememberRead(first.text, JSON.parse(look.value));
    if (connected !== null) client.setQueryData(['connected', project], connected);
    return first;
  });
  useEffect(() => { if (first !== null) opened.add(first); }, [first]);
  const { types, catalogue, error, retry } = useCatalogue();
  const draft = useQuery({ queryKey: ['draft', project, draftId], staleTime: initialData === undefined ? 0 : Infinity, gcTime: 0, initialData, refetchOnReconnect: false, queryFn: async () => unwrap(await getDraft(project, draftId)) });
  const { data } = draft;
  // Made in pieces: whatever somebody does meanwhile is heard between them.
  const shown = useDeferredValue(useMemo(() => (data && types && catalogue ? { draft: data, types, catalogue } : null), [data, types, catalogue]));
  useDone('design', draft.data !== undefined);
  if (draft.error) return <ProblemView page what="the draft" error={draft.error} onRetry={() => void draft.refetch()} />;
  if (error) return <ProblemView page what="the resource types" error={error} onRetry={retry} />;
  if (shown?.draft.id !== draftId) return <DraftOpening look={initialData === undefined ? null : look} palette={role !== 'reader'} />;
  const { stackId, stackName } = shown.draft;
  return <Designer key={draftId} project={project} draft={shown.draft} types={shown.types} catalogue={shown.catalogue} role={role} beginning={first !== null && shown.draft.text === first.text ? (look?.text ?? null) : null} stack={stackId !== null && stackName !== null ? { id: stackId, name: stackName } : undefined} />;
}
