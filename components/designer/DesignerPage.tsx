'use client';
import { useQuery } from '@tanstack/react-query';
import { getDraft } from '@/app/actions/drafts';
import { getStack } from '@/app/actions/stacks';
import { useDone } from '@/components/home/checklist';
import { unwrap } from '@/components/live/unwrap';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { lazily } from '@/components/ui/lazily';
import type { Role } from '@/lib/wire/types';
import { useCatalogue } from './useCatalogue';

const onItsWay = <div role="status" aria-label="Opening the draft" className="flex min-h-0 flex-1 flex-col"><SkeletonRows rows={10} /></div>;
const Designer = lazily(async () => (await import('./Designer')).Designer, onItsWay);
// The code comes while the draft is fetched, not after it.
if (typeof window !== 'undefined') Designer.preload();

/** Opens a draft: its text, the resource types, and the stack it updates. */
export function DesignerPage({ project, draftId, role }: { project: string; draftId: string; role: Role }) {
  const { types, catalogue, error, retry } = useCatalogue();
  const draft = useQuery({ queryKey: ['draft', project, draftId], staleTime: 0, gcTime: 0, refetchOnReconnect: false, queryFn: async () => unwrap(await getDraft(project, draftId)) });
  useDone('design', draft.data !== undefined);
  const stackId = draft.data?.stackId ?? null;
  const stack = useQuery({ queryKey: ['stack-name', project, stackId], enabled: stackId !== null, queryFn: async () => (stackId === null ? null : unwrap(await getStack(project, stackId)).name) });
  if (draft.error) return <ProblemView page what="the draft" error={draft.error} onRetry={() => void draft.refetch()} />;
  if (error) return <ProblemView page what="the resource types" error={error} onRetry={retry} />;
  if (!draft.data || !types || !catalogue || (stackId !== null && stack.isPending)) return onItsWay;
  return <Designer key={draftId} project={project} draft={draft.data} types={types} catalogue={catalogue} role={role} stack={stackId !== null && stack.data ? { id: stackId, name: stack.data } : undefined} />;
}
