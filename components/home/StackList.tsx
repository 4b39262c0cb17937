'use client';
import { useMemo } from 'react';
import { useRouter } from 'next/navigation';
import { CloudOff } from 'lucide-react';
import type { Role, StackSummary } from '@/lib/wire/types';
import { useStackList } from '@/components/live/useStackList';
import { FamilyChips } from '@/components/stack/FamilyChips';
import { placeHref } from '@/components/shell/navigation';
import { usePaletteCommands } from '@/components/shell/paletteCommands';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { FilterBox } from '@/components/ui/FilterBox';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import type { Step } from './checklist';
import { EmptyProject } from './EmptyProject';
import { FirstSteps } from './FirstSteps';
import { NewStackMenu } from './NewStackMenu';
import { StackTable } from './StackTable';
import type { Example } from './examples';
import { useStackFilters } from './useStackFilters';

const NONE: never[] = [];

/** Home: what is deployed in this project, and the ways to begin. */
export function StackList({ project, role, examples }: { project: string; role: Role; examples: readonly Example[] }) {
  const query = useStackList(project);
  const router = useRouter();
  const stacks = query.data ?? NONE;
  const { filters, shown, change, clear } = useStackFilters(stacks);
  usePaletteCommands(useMemo(
    () => stacks.slice(0, 500).map((stack) => ({ id: stack.id, group: 'Stacks', label: stack.name, run: () => router.push(`${placeHref(project, 'stacks')}/${stack.id}/graph`) })),
    [stacks, router, project],
  ));
  const seen = useMemo(() => stepsSeen(stacks), [stacks]);
  if (query.isPending) return <Frame count={null}><SkeletonRows rows={10} label="Loading the stacks" /></Frame>;
  if (query.error && !query.data) return <Frame count={null}><ProblemView what="the stacks" error={query.error} onRetry={() => void query.refetch()} /></Frame>;
  if (stacks.length === 0) return <EmptyProject project={project} role={role} examples={examples} />;
  return (
    <Frame count={stacks.length} actions={<NewStackMenu project={project} role={role} examples={examples} />}>
      <FirstSteps seen={seen} />
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-surface px-5 py-3">
        <FilterBox value={filters.text} onChange={(text) => change({ text })} placeholder="Filter stacks" />
        <FamilyChips items={stacks} chosen={filters.families} onChange={(families) => change({ families: new Set(families) })} />
        {filters.tag ? <button type="button" onClick={() => change({ tag: null })} aria-label={`Remove the filter ${filters.tag}`}><Badge>tag: {filters.tag} ×</Badge></button> : null}
        {query.error ? <span role="status" className="flex items-center gap-1.5 text-xs text-muted"><CloudOff className="size-3.5" aria-hidden />{query.error.message}</span> : null}
      </div>
      {shown.length === 0 ? (
        <EmptyState title={`0 of ${stacks.length} stacks match`} action={<Button onClick={clear}>Clear filter</Button>} />
      ) : (
        <StackTable project={project} stacks={shown} filters={filters} onSort={(sort, descending) => change({ sort, descending })} onTag={(tag) => change({ tag })} />
      )}
    </Frame>
  );
}

/** What has been done here, as far as the stacks show it. */
function stepsSeen(stacks: readonly StackSummary[]): Step[] {
  const rolledBack = stacks.some(({ action }) => action === 'ROLLBACK');
  return [...(stacks.length > 0 ? ['deploy' as const] : []), ...(rolledBack || stacks.some(({ status }) => status === 'FAILED') ? ['fail' as const] : []), ...(rolledBack ? ['roll-back' as const] : [])];
}

function Frame({ count, actions, children }: { count: number | null; actions?: React.ReactNode; children: React.ReactNode }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="flex shrink-0 items-center gap-3 px-5 py-3.5">
        <h1 className="text-xl font-semibold tracking-tight">Stacks</h1>
        {count !== null ? <span className="text-sm tabular-nums text-muted">{count}</span> : null}
        <div className="flex-1" />
        {actions}
      </div>
      {children}
    </div>
  );
}
