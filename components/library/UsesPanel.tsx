'use client';
import { useMemo } from 'react';
import Link from 'next/link';
import { useQuery } from '@tanstack/react-query';
import { FileCode2, Server, Waypoints } from 'lucide-react';
import { listConfigUses } from '@/app/actions/library';
import { unwrap } from '@/components/live/unwrap';
import { hostHref } from '@/components/hosts/hostAddress';
import { placeHref } from '@/components/shell/navigation';
import { actionOf } from '@/components/deployments/deploymentAction';
import { Status } from '@/components/status/Status';
import { EmptyState } from '@/components/ui/EmptyState';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { cn } from '@/components/ui/cn';
import type { ConfigUseView } from '@/lib/wire/library';
import { type UsageGraph, type UsageNode, usageGraph } from './usageGraph';

const CARD = 52;
const ROW = CARD + 12;
/** Left edge and width of the columns, in percent of the graph. */
const COLUMNS = [{ left: 0, width: 22 }, { left: 31, width: 38 }, { left: 78, width: 22 }] as const;
/** As many as one reading gives. */
const MOST = 200;

/** Where a config is used: versions, the stacks that use them, and the servers they are deployed to, as a graph. */
export function UsesPanel({ project, config, name }: { project: string; config: string; name: string }) {
  const query = useQuery({ queryKey: ['config-uses', project, config], queryFn: async () => unwrap(await listConfigUses(project, config)), refetchInterval: 10_000 });
  const uses = query.data;
  const graph = useMemo(() => (uses ? usageGraph(uses.slice(0, MOST)) : null), [uses]);
  if (query.isPending) return <SkeletonRows rows={4} label="Looking for uses" />;
  if (query.error && !uses) return <ProblemView what="the uses" error={query.error} onRetry={() => void query.refetch()} />;
  if (!uses || !graph || uses.length === 0) {
    return <EmptyState icon={<Waypoints />} title="Not used yet">A stack uses a config when its template has the text, or names a version by its id. In the designer, the palette puts a config of the library into a template.</EmptyState>;
  }
  return (
    <div className="min-h-0 flex-1 overflow-auto p-4 focus-visible:-outline-offset-2" tabIndex={0} role="group" aria-label={`Uses of ${name}`}>
      {uses.length > MOST ? <p className="pb-3 text-sm text-muted">The first {MOST} uses are shown.</p> : null}
      <div dir="ltr" className="min-w-[480px]">
        <div aria-hidden className="relative h-6 text-xs font-medium text-muted">
          {['Version', 'Used by', 'Server'].map((title, column) => <span key={title} className="absolute" style={{ left: `${COLUMNS[column]?.left ?? 0}%` }}>{title}</span>)}
        </div>
        <Graph graph={graph} project={project} name={name} />
      </div>
    </div>
  );
}

const middleOf = ({ row }: UsageNode): number => row * ROW + CARD / 2;

function Graph({ graph, project, name }: { graph: UsageGraph; project: string; name: string }) {
  const height = graph.rows * ROW;
  return (
    <div className="relative" style={{ height }}>
      <svg aria-hidden viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" className="absolute inset-0 size-full text-border-strong">
        {graph.links.map(({ from, to }) => {
          const start = COLUMNS[from.column].left + COLUMNS[from.column].width;
          const end = COLUMNS[to.column].left;
          const bend = (start + end) / 2;
          return <path key={`${from.id} ${to.id}`} d={`M${start} ${middleOf(from)}C${bend} ${middleOf(from)} ${bend} ${middleOf(to)} ${end} ${middleOf(to)}`} fill="none" stroke="currentColor" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />;
        })}
      </svg>
      <ul aria-label="Versions, uses and servers">
        {graph.nodes.map((node) => (
          <li key={node.id} className="absolute" style={{ left: `${COLUMNS[node.column].left}%`, width: `${COLUMNS[node.column].width}%`, top: node.row * ROW, height: CARD }}>
            {node.column === 0 ? <VersionCard use={node.use} name={name} /> : node.column === 1 ? <UseCard use={node.use} project={project} /> : <ServerCard use={node.use} project={project} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

const CARD_CLASSES = 'flex h-full min-w-0 items-center gap-2 rounded-md border bg-raised px-2.5 text-sm';

function VersionCard({ use, name }: { use: ConfigUseView; name: string }) {
  return <div className={CARD_CLASSES}><FileCode2 aria-hidden className="size-4 shrink-0 text-muted" /><span className="truncate" title={name}>{use.version === null ? name : `Version ${use.version}`}</span></div>;
}

function UseCard({ use: { stack, resource, deployment }, project }: { use: ConfigUseView; project: string }) {
  const what = deployment?.name ?? resource ?? 'a deployment';
  const body = (
    <>
      {deployment === null ? null : <Status action={actionOf(deployment)} status={deployment.status} show="icon" />}
      <span className="flex min-w-0 flex-col leading-tight">
        <span className="truncate font-medium" title={what}>{what}</span>
        <span className="truncate text-xs text-muted" title={stack?.name}>{stack === null ? 'a client of the API' : `stack ${stack.name}`}{deployment === null ? ', not deployed' : ''}</span>
      </span>
    </>
  );
  if (stack === null) return <div className={CARD_CLASSES}>{body}</div>;
  const place = deployment?.id ? `logs?deployment=${deployment.id}` : `graph${resource === null ? '' : `?resource=${encodeURIComponent(resource)}`}`;
  return <Link href={`${placeHref(project, 'stacks')}/${stack.id}/${place}`} className={cn(CARD_CLASSES, 'hover:bg-hover')}>{body}</Link>;
}

function ServerCard({ use: { server }, project }: { use: ConfigUseView; project: string }) {
  return <Link href={hostHref(project, server?.id ?? '')} className={cn(CARD_CLASSES, 'hover:bg-hover')}><Server aria-hidden className="size-4 shrink-0 text-muted" /><span className="truncate" title={server?.name}>{server?.name}</span></Link>;
}
