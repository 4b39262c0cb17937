'use client';
import { type ReactNode, useDeferredValue, useState } from 'react';
import Link from 'next/link';
import { useQuery } from '@tanstack/react-query';
import { Hourglass, ServerCog } from 'lucide-react';
import { listDeployments } from '@/app/actions/deployments';
import { STATUSES, type Status as RunStatus } from '@/lib/engine/states';
import type { DeploymentRowView } from '@/lib/wire/types';
import { hostHref } from '@/components/hosts/hostAddress';
import { unwrap } from '@/components/live/unwrap';
import { placeHref } from '@/components/shell/navigation';
import { Elapsed } from '@/components/stack/Elapsed';
import { plain } from '@/components/stack/Values';
import { Status } from '@/components/status/Status';
import { Ago } from '@/components/ui/Ago';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { FilterBox } from '@/components/ui/FilterBox';
import { ProblemView } from '@/components/ui/Problem';
import { Segments } from '@/components/ui/Segments';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { Cell, HeadCell } from '@/components/ui/Table';
import { cn } from '@/components/ui/cn';
import { formatDuration } from '@/components/ui/time';
import { useVirtualRows } from '@/components/ui/useVirtualRows';
import { actionOf } from './deploymentAction';
import { slowGap, stagesOf } from './stages';

const ROW = 48;
/** Milliseconds between two readings while something runs, and otherwise. */
const WHILE_RUNNING = 1500;
const OTHERWISE = 5000;
/** With less room there is less: who asked for it and its outputs, then config and times, are on its own page. */
const COLUMNS = 'grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_72px] md:grid-cols-[144px_minmax(0,1.4fr)_minmax(0,1fr)_84px_68px_40px] lg:grid-cols-[144px_minmax(0,1.3fr)_minmax(0,1.2fr)_minmax(0,1fr)_84px_68px_40px] xl:grid-cols-[144px_minmax(150px,1.3fr)_minmax(140px,1.4fr)_minmax(110px,1.1fr)_84px_84px_84px_68px_40px_minmax(120px,1.3fr)]';
const MIDDLE = 'max-md:hidden';
const ROOMY = 'max-lg:hidden';
const WIDE = 'max-xl:hidden';
const STATES = [['any', 'All'], ['IN_PROGRESS', 'Running'], ['FAILED', 'Failed'], ['COMPLETE', 'Done']] as const;

/** Every deployment of a project, the latest first, live: what it runs and where, who asked for it, how long each part of it took, and what came out. */
export function DeploymentTable({ project }: { project: string }) {
  const [text, setText] = useState('');
  const [state, setState] = useState('any');
  const asked = useDeferredValue(text);
  const status: RunStatus | null = STATUSES.find((each) => each === state) ?? null;
  const query = useQuery({
    queryKey: ['deployments', project, asked, status],
    queryFn: async () => unwrap(await listDeployments(project, { text: asked, status })),
    placeholderData: (before) => before,
    refetchInterval: ({ state: { data } }) => (data?.rows.some((row) => row.status === 'IN_PROGRESS') ? WHILE_RUNNING : OTHERWISE),
  });
  const deployments = query.data?.rows ?? [];
  const { scroller, rows } = useVirtualRows(deployments.length, ROW);
  const filtered = asked.trim() !== '' || status !== null;
  if (query.isPending) return <SkeletonRows rows={8} label="Loading the deployments" />;
  if (query.error && !query.data) return <ProblemView what="the deployments" error={query.error} onRetry={() => void query.refetch()} />;
  if (deployments.length === 0 && !filtered) {
    return (
      <EmptyState icon={<ServerCog />} title="Nothing was deployed to a server yet" action={<Button asChild><Link prefetch={false} href={placeHref(project, 'stacks')}>To the stacks</Link></Button>}>
        A software deployment in a template runs a config on a server. Every run is listed here with its output; the example with three servers makes some.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-5 py-3">
        <FilterBox value={text} onChange={setText} placeholder="Filter deployments" />
        <Segments label="State" value={state} onChange={setState} options={STATES.map(([value, label]) => ({ value, label }))} />
        <span role="status" className="text-xs tabular-nums text-muted">{query.data?.isCut ? `The latest ${deployments.length}; a filter finds older ones` : `${deployments.length} ${deployments.length === 1 ? 'deployment' : 'deployments'}${filtered ? ' found' : ''}`}</span>
      </div>
      {deployments.length === 0 ? <EmptyState title="No deployment matches" action={<Button onClick={() => { setText(''); setState('any'); }}>Clear filter</Button>} /> : (
        <div ref={scroller} role="table" aria-label="Deployments" aria-rowcount={deployments.length + 1} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2">
          <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
            <div role="row" className={cn('grid h-9 items-center gap-4 border-b px-5', COLUMNS)}>
              <HeadCell className={MIDDLE}>State</HeadCell><HeadCell>Deployment</HeadCell><HeadCell className={ROOMY}>Config</HeadCell><HeadCell>Host</HeadCell><HeadCell className={WIDE}>Asked for by</HeadCell><HeadCell className={MIDDLE}>Queued</HeadCell><HeadCell className={WIDE}>Started</HeadCell><HeadCell>Took</HeadCell><HeadCell className={MIDDLE}>Exit</HeadCell><HeadCell className={WIDE}>Outputs</HeadCell>
            </div>
          </div>
          <div role="rowgroup" className="relative" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map((row) => {
              const deployment = deployments[row.index];
              return deployment ? <div key={deployment.id} role="row" aria-rowindex={row.index + 2} className={cn('absolute inset-x-0 grid h-12 items-center gap-4 border-b px-5 hover:bg-hover', COLUMNS)} style={{ top: row.start }}><Row project={project} deployment={deployment} /></div> : null;
            })}
          </div>
        </div>
      )}
    </>
  );
}

function Row({ project, deployment }: { project: string; deployment: DeploymentRowView }) {
  const { id, stack, version, operation, serverId, serverName, startedAt, finishedAt, queuedAt, statusCode, configName, group, boots } = deployment;
  const name = deployment.resourceName ?? configName;
  const href = stack === null ? `${hostHref(project, serverId)}?deployment=${id}` : `${placeHref(project, 'stacks')}/${stack.id}/logs?deployment=${id}`;
  const waiting = deployment.status === 'IN_PROGRESS' && startedAt === null;
  return (
    <>
      <Cell className={MIDDLE}><State deployment={deployment} /></Cell>
      <Cell>
        <span className="flex items-center gap-1.5"><span className="flex md:hidden"><State deployment={deployment} icon /></span><Link prefetch={false} href={href} className="truncate font-medium hover:underline">{name}</Link></span>
        <Under>{stack === null ? 'a client of the API' : stack.trial ? 'a trial' : stack.name}{deployment.gone ? ', its resource is gone' : ''}</Under>
      </Cell>
      <Cell className={ROOMY}>
        {version === null ? <span className="block truncate">{configName || 'no name'}</span> : <Link prefetch={false} href={`${placeHref(project, 'configs')}/${version.libraryId}`} className="block truncate hover:underline">{version.name}<span className="text-muted">@v{version.number}</span></Link>}
        <Under>{boots ? 'boots the server' : group}</Under>
      </Cell>
      <Cell><Link prefetch={false} href={hostHref(project, serverId)} className="hover:underline">{serverName ?? serverId}</Link></Cell>
      <Cell className={WIDE}>
        {operation === null ? <span className="text-faint">not known</span> : <><span className="block truncate">{stack?.trial === true ? 'by hand' : `${operation.action.toLowerCase()} ${operation.number}`}</span><Under>{operation.actor}</Under></>}
      </Cell>
      <Cell className={cn('text-muted', MIDDLE)}><Ago at={queuedAt} /></Cell>
      <Cell className={cn('tabular-nums text-muted', WIDE)}><Started deployment={deployment} /></Cell>
      <Cell className="tabular-nums">{waiting ? <span className="text-muted">waiting</span> : startedAt === null ? <span className="text-faint">none</span> : <Elapsed from={startedAt} to={finishedAt} />}</Cell>
      <Cell className={cn('tabular-nums', MIDDLE, statusCode !== null && statusCode !== 0 && 'font-medium')}>{statusCode ?? <span className="text-faint">none</span>}</Cell>
      <Cell className={WIDE}><Outputs outputs={deployment.outputs} /></Cell>
    </>
  );
}

function State({ deployment, icon = false }: { deployment: DeploymentRowView; icon?: boolean }) {
  const waitingFor = deployment.status === 'IN_PROGRESS' && deployment.startedAt === null ? 'agent' : null;
  return <Status action={actionOf(deployment)} status={deployment.status} waitingFor={waitingFor} show={icon ? 'icon' : 'both'} />;
}

/** How long after it was asked for it began, and why that was long. */
function Started({ deployment }: { deployment: DeploymentRowView }) {
  const before = stagesOf(deployment).filter(({ id }) => id === 'delivered' || id === 'started');
  if (deployment.startedAt === null) return <span className="text-faint">not yet</span>;
  const slow = slowGap({ ...deployment, finishedAt: null, signalledAt: null });
  return <span title={slow ?? undefined} className={cn('flex items-center gap-1', slow !== null && 'text-ink')}>{slow === null ? null : <Hourglass aria-label={`Slow: ${slow}.`} className="size-3.5 shrink-0 text-status-held" />}+{formatDuration(before.reduce((sum, { after }) => sum + (after ?? 0), 0))}</span>;
}

function Outputs({ outputs }: Pick<DeploymentRowView, 'outputs'>) {
  const shown = Object.entries(outputs).filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${plain(value)}`);
  return shown.length === 0 ? <span className="text-faint">none</span> : <span className="block truncate font-mono text-xs" title={shown.join('\n')}>{shown.join(', ')}</span>;
}

function Under({ children }: { children: ReactNode }) {
  return <span className="block truncate text-xs text-muted">{children}</span>;
}
