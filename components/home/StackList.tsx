'use client';
import { lazy, type ReactNode, useCallback, useMemo, useState } from 'react';
import { useRouter } from 'next/navigation';
import { CloudOff, ListFilter, RefreshCw } from 'lucide-react';
import type { Role } from '@/lib/wire/types';
import { type BoardPage, type Facets, parseStackQuery, type StackRow, toggled } from '@/lib/wire/stack-board';
import { FAMILIES, FAMILY_WORD } from '@/components/status/families';
import { StatusIcon } from '@/components/status/StatusIcon';
import { placeHref } from '@/components/shell/navigation';
import { usePaletteCommands } from '@/components/shell/paletteCommands';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { cn } from '@/components/ui/cn';
import { ComesAlive } from '@/components/ui/ComesAlive';
import { lazily } from '@/components/ui/lazily';
import { formatCount } from '@/components/ui/time';
import type { BoardView } from './boardView';
import { familyCount } from './familyCount';
import type { Step } from './checklist';
import { NewStackMenu } from './NewStackMenu';
import { EMPTY_PROJECT, EXAMPLE_TAG } from './exampleTag';
import { useBoard } from './useBoard';
import { useBoardAddress } from './useBoardAddress';
import type { BulkRequest } from './BulkDialog';
import type { Example } from './examples';
import { useRowActions } from './useRowActions';

// Made with the page by the server, and alive when their code has come: which is asked for now, before React begins.
const code = {
  table: () => import('./StackTable'), steps: () => import('./FirstSteps'), attention: () => import('./NeedsAttention'), filter: () => import('./BoardFilter'), views: () => import('./SavedViews'), empty: () => import('./EmptyProject'),
};
if (typeof window !== 'undefined') {
  const { empty, ...others } = code;
  for (const load of document.getElementById(EMPTY_PROJECT) ? [empty] : Object.values(others)) void load().catch(() => undefined);
}
const StackTable = lazy(async () => ({ default: (await code.table()).StackTable }));
const FirstSteps = lazy(async () => ({ default: (await code.steps()).FirstSteps }));
const NeedsAttention = lazy(async () => ({ default: (await code.attention()).NeedsAttention }));
const BoardFilter = lazy(async () => ({ default: (await code.filter()).BoardFilter }));
const SavedViews = lazy(async () => ({ default: (await code.views()).SavedViews }));
const EmptyProject = lazy(async () => ({ default: (await code.empty()).EmptyProject }));
const BulkDialog = lazily(async () => (await import('./BulkDialog')).BulkDialog);
const BulkBar = lazily(async () => (await import('./BulkBar')).BulkBar);
const ProblemView = lazily(async () => (await import('@/components/ui/Problem')).ProblemView);
const FilterSheet = lazily(async () => (await import('./FilterSheet')).FilterSheet);

export interface StackListProps {
  project: string;
  role: Role;
  first: BoardPage | null;
  /** Given for an empty project. */
  examples: readonly Example[] | null;
}

/** Home: what is deployed in this project, what wants attention, and the ways to begin. */
export function StackList({ project, role, first, examples }: StackListProps) {
  const { view, change } = useBoardAddress();
  const board = useBoard({ project, view, first });
  const { facets } = board;
  const router = useRouter();
  const [selected, setSelected] = useState<ReadonlyMap<string, StackRow>>(new Map());
  const [request, setRequest] = useState<BulkRequest | null>(null);
  const [filtering, setFiltering] = useState(false);
  const actions = useRowActions(project);
  const ask = useCallback((next: BulkRequest) => {
    if (next.action === 'edit') actions.edit(next.stacks);
    else if (next.action === 'update') actions.update(next.stacks);
    else if (next.action === 'export') actions.exportAll(next.stacks);
    else setRequest(next);
  }, [actions]);
  const seen = useMemo(() => stepsSeen(facets), [facets]);
  const filter = useCallback((text: string) => change({ text }), [change]);
  usePaletteCommands(useMemo(
    () => [
      { id: 'failed-stacks', group: 'Stacks', label: 'Show what failed', run: () => change({ text: 'status:failed' }) },
      { id: 'deleted-stacks', group: 'Stacks', label: 'Show deleted stacks and their history', run: () => change({ text: 'is:deleted' }) },
      { id: 'all-stacks', group: 'Stacks', label: 'Show all stacks', run: () => change({ text: '' }) },
    ],
    [change],
  ));
  const query = useMemo(() => parseStackQuery(view.text), [view.text]);
  const done = useCallback(() => {
    setRequest(null);
    setSelected(new Map());
    board.reorder();
  }, [board]);
  if (board.isPending && facets === null) return <Frame count={null}><SkeletonRows rows={10} label="Loading the stacks" /></Frame>;
  if (board.error && facets === null) return <Frame count={null}><ProblemView what="the stacks" error={board.error} onRetry={board.retry} /></Frame>;
  if (facets !== null && facets.total === 0 && view.text === '') return <ComesAlive waiting={<SkeletonRows rows={10} label="Loading the ways to begin" />}><EmptyProject project={project} role={role} examples={examples} /></ComesAlive>;
  return (
    <Frame count={facets?.total ?? null} actions={<NewStackMenu project={project} role={role} />}>
      <ComesAlive><FirstSteps project={project} seen={seen} stackId={board.rowAt(0)?.id ?? null} examples={facets?.tags.find(({ name }) => name === EXAMPLE_TAG)?.count ?? 0} /></ComesAlive>
      {facets ? <ComesAlive><NeedsAttention facets={facets} text={view.text} onToggle={(word) => filter(toggled(view.text, 'is', word))} /></ComesAlive> : null}
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-surface px-5 py-3 max-md:px-3">
        <ComesAlive>
          <BoardFilter project={project} value={view.text} facets={facets} onChange={filter} />
          <SavedViews project={project} view={view} onOpen={change} />
        </ComesAlive>
        <Button size="sm" className="h-8 md:hidden" aria-haspopup="dialog" onClick={() => setFiltering(true)}><ListFilter aria-hidden />Filter</Button>
        <StateChips facets={facets} text={view.text} onChange={filter} />
        {board.moved > 0 ? <Button size="sm" onClick={board.reorder}><RefreshCw aria-hidden />{board.moved === 1 ? '1 stack changed' : `${board.moved} stacks changed`}: order anew</Button> : null}
        {board.error ? <span role="status" className="flex items-center gap-1.5 text-xs text-muted"><CloudOff className="size-3.5" aria-hidden />{board.error.message}</span> : null}
      </div>
      {query.unknown.length > 0 ? <p role="status" className="shrink-0 border-b bg-canvas px-5 py-1.5 text-xs">Not understood, so not filtered by: <code className="font-mono">{query.unknown.join(' ')}</code></p> : null}
      {selected.size > 0 ? <BulkBar selected={selected} mayChange={role !== 'reader'} onClear={() => setSelected(new Map())} onRequest={ask} /> : null}
      {facets?.matching === 0 ? (
        <EmptyState title={`0 of ${facets.total} stacks match ${view.text}`} action={<Button onClick={() => filter('')}>Clear filter</Button>} />
      ) : (
        <ComesAlive waiting={<SkeletonRows rows={10} label="Loading the stacks" />}>
          <StackTable
            project={project} role={role} board={board} count={facets?.matching ?? 0} view={view} selected={selected} onSelect={setSelected}
            onSort={(sort, descending) => change({ sort, descending } satisfies Partial<BoardView>)} onTag={(tag) => filter(toggled(view.text, 'tag', tag))} onRequest={ask}
            onOpen={(row) => router.push(`${placeHref(project, 'stacks')}/${row.id}/graph`)}
          />
        </ComesAlive>
      )}
      {filtering ? <FilterSheet project={project} text={view.text} facets={facets} onChange={filter} onClose={() => setFiltering(false)} /> : null}
      {request ? <BulkDialog project={project} request={request} onClose={() => setRequest(null)} onDone={done} /> : null}
    </Frame>
  );
}

/** How many are in each kind of state; a click shows those only. */
function StateChips({ facets, text, onChange }: { facets: Facets | null; text: string; onChange: (text: string) => void }) {
  const chosen = parseStackQuery(text).keys.status ?? [];
  return (
    <div role="group" aria-label="Filter by state" className="flex flex-wrap gap-1.5 max-md:hidden">
      {FAMILIES.filter((family) => familyCount(facets, family) > 0 || chosen.includes(family)).map((family) => (
        <button
          key={family} type="button" aria-pressed={chosen.includes(family)} onClick={() => onChange(toggled(text, 'status', family))}
          className={cn('flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs hover:bg-hover', chosen.includes(family) ? 'border-ink bg-selected text-ink' : 'text-muted')}
        >
          <StatusIcon family={family} className="size-3.5" />
          {FAMILY_WORD[family]}
          <span className="tabular-nums text-ink">{familyCount(facets, family)}</span>
        </button>
      ))}
    </div>
  );
}

/** What has been done here, as far as the stacks show it. */
function stepsSeen(facets: Facets | null): Step[] {
  const rolledBack = (facets?.families.r ?? 0) > 0;
  return [...((facets?.total ?? 0) > 0 ? ['deploy' as const] : []), ...(rolledBack || (facets?.families.f ?? 0) > 0 ? ['fail' as const] : []), ...(rolledBack ? ['roll-back' as const] : [])];
}

function Frame({ count, actions, children }: { count: number | null; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="flex shrink-0 items-center gap-3 px-5 py-3.5 max-md:px-3">
        <h1 className="text-xl font-semibold tracking-tight">Stacks</h1>
        {count !== null ? <span className="text-sm tabular-nums text-muted">{formatCount(count)}</span> : null}
        <div className="flex-1" />
        {actions}
      </div>
      {children}
    </div>
  );
}
