'use client';
import { useMemo, useState } from 'react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Activity, Download } from 'lucide-react';
import { readActivity } from '@/app/actions/board';
import { download } from '@/components/ui/download';
import { unwrap } from '@/components/live/unwrap';
import { hostHref } from '@/components/hosts/hostAddress';
import { placeHref } from '@/components/shell/navigation';
import { useSettled } from '@/components/shell/useSettled';
import { StatusIcon } from '@/components/status/StatusIcon';
import { Ago } from '@/components/ui/Ago';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { FilterBox } from '@/components/ui/FilterBox';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { toast } from '@/components/ui/Toast';
import { cn } from '@/components/ui/cn';
import type { ActivityView } from '@/lib/wire/environments';
import { csvOf } from './csv';

const KINDS = ['stack', 'deployment', 'config', 'environment', 'secret', 'host', 'connection', 'webhook', 'person', 'credential'] as const;
const FAMILY_OF: Readonly<Record<string, 'done' | 'failed' | 'progress'>> = { COMPLETE: 'done', FAILED: 'failed', IN_PROGRESS: 'progress' };
const PAGE = 100;
const MOST_EXPORTED = 1000;

/** Who did what, newest first. */
export function ActivityPage({ project }: { project: string }) {
  const asked = useSearchParams();
  const [typed, setTyped] = useState(asked.get('q') ?? '');
  const [kinds, setKinds] = useState<readonly string[]>(asked.getAll('kind'));
  const text = useSettled(typed.trim(), 200);
  const query = useInfiniteQuery({
    queryKey: ['activity', project, text, kinds],
    queryFn: async ({ pageParam }) => unwrap(await readActivity(project, { text, kinds: [...kinds], before: pageParam || undefined, limit: PAGE })),
    initialPageParam: '',
    getNextPageParam: (page) => (page.length === PAGE ? page.at(-1)?.at : undefined),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: true,
  });
  const rows = useMemo(() => query.data?.pages.flat() ?? [], [query.data]);
  const days = useMemo(() => [...new Set(rows.map(({ at }) => new Date(at).toDateString()))], [rows]);
  const filter = (next: string, of = kinds) => {
    setTyped(next);
    setKinds(of);
    const query = new URLSearchParams([...(next ? [['q', next]] : []), ...of.map((kind) => ['kind', kind])]);
    window.history.replaceState(null, '', `${window.location.pathname}${query.size > 0 ? `?${query}` : ''}`);
  };
  const exportRows = async () => {
    const result = await readActivity(project, { text, kinds: [...kinds], limit: MOST_EXPORTED });
    if (result.ok) download(`activity-${project}.csv`, csvOf(result.value), 'text/csv');
    else toast.error(result.problem.message);
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="flex shrink-0 items-center gap-3 px-5 py-3.5 max-md:px-3">
        <h1 className="flex-1 text-xl font-semibold tracking-tight">Activity</h1>
        <Button onClick={() => void exportRows()} title={`The newest ${MOST_EXPORTED} that match, as a table of comma separated values`}><Download aria-hidden />Export</Button>
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-5 pb-3 max-md:px-3">
        <FilterBox value={typed} onChange={(next) => filter(next)} placeholder="Filter by who, what, or name" className="w-72" />
        <div role="group" aria-label="Kinds" className="flex flex-wrap gap-1">
          {KINDS.map((kind) => (
            <button key={kind} type="button" aria-pressed={kinds.includes(kind)} onClick={() => filter(typed, kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind])} className={cn('h-7 rounded-full border px-2.5 text-xs hover:bg-hover', kinds.includes(kind) ? 'border-ink bg-selected' : 'text-muted')}>{kind === 'person' ? 'people' : `${kind}s`}</button>
          ))}
        </div>
      </div>
      {query.isPending ? <SkeletonRows rows={10} label="Loading the activity" /> : null}
      {query.error && !query.data ? <ProblemView what="the activity" error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data && rows.length === 0 ? (text || kinds.length > 0 ? <EmptyState title="Nothing matches" action={<Button onClick={() => filter('', [])}>Clear filter</Button>} /> : <EmptyState icon={<Activity />} title="Nothing has happened yet">Deployments, changes of environments, secrets, hosts and people are listed here, with who did them.</EmptyState>) : null}
      {rows.length > 0 ? (
        <div className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2" tabIndex={0} role="region" aria-label="What was done">
          {days.map((day) => (
            <section key={day} aria-label={day}>
              <h2 className="sticky top-0 border-b bg-canvas px-5 py-1 text-xs font-medium text-muted max-md:px-3">{day}</h2>
              <ul>{rows.filter(({ at }) => new Date(at).toDateString() === day).map((row) => <Row key={row.id} project={project} row={row} />)}</ul>
            </section>
          ))}
          {query.hasNextPage ? <div className="flex justify-center p-4"><Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>Older</Button></div> : null}
        </div>
      ) : null}
    </div>
  );
}

function hrefOf(project: string, { kind, subjectId }: ActivityView): string | null {
  if (subjectId === null) return null;
  if (kind === 'stack') return `${placeHref(project, 'stacks')}/${subjectId}/events`;
  if (kind === 'environment') return `${placeHref(project, 'environments')}/${subjectId}`;
  if (kind === 'host') return hostHref(project, subjectId);
  if (kind === 'deployment') return `${placeHref(project, 'configs')}?view=deployments`;
  if (kind === 'config') return `${placeHref(project, 'configs')}/${subjectId}`;
  return kind === 'secret' ? `${placeHref(project, 'environments')}?view=secrets` : null;
}

function Row({ project, row }: { project: string; row: ActivityView }) {
  const href = hrefOf(project, row);
  return (
    <li className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-0.5 border-b px-5 py-1.5 text-sm hover:bg-hover max-md:px-3">
      <span className="w-24 shrink-0 text-muted max-md:w-auto max-md:text-xs"><Ago at={row.at} /></span>
      <span className="min-w-0 max-md:order-first max-md:basis-full"><b className="font-medium">{row.actor}</b> {row.kind === 'stack' ? `asked to ${row.action === 'rollback' ? 'roll back' : row.action}` : `${row.action} the ${row.kind}`} {href ? <Link prefetch={false} href={href} className="font-medium hover:underline">{row.subjectName}</Link> : <span className="font-medium">{row.subjectName}</span>}</span>
      {row.status ? <span className="flex shrink-0 items-center gap-1.5 text-xs"><StatusIcon family={FAMILY_OF[row.status] ?? 'waiting'} className="size-4" />{row.status.toLowerCase().replace('_', ' ')}</span> : null}
      <span className="min-w-0 flex-1 truncate text-muted" title={row.detail}>{row.detail}</span>
    </li>
  );
}
