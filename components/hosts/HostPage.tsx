'use client';
import { type ReactNode, useState } from 'react';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Layers, MoreHorizontal, Plug, Stethoscope, TriangleAlert } from 'lucide-react';
import { readHost } from '@/app/actions/hosts';
import { unwrap } from '@/components/live/unwrap';
import { useBreadcrumb } from '@/components/shell/breadcrumb';
import { placeHref } from '@/components/shell/navigation';
import { useRefusal } from '@/components/shell/role';
import { Status } from '@/components/status/Status';
import { Ago } from '@/components/ui/Ago';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { IconButton } from '@/components/ui/IconButton';
import { lazily } from '@/components/ui/lazily';
import { Menu } from '@/components/ui/Menu';
import { Tabs } from '@/components/ui/Tabs';
import type { HostView } from '@/lib/wire/hosts';
import { hostActions } from './hostActions';
import { HostDeployments } from './HostDeployments';
import { kindOf } from './hostWords';
import { LabelEditor } from './LabelEditor';
import { Presence } from './Presence';

const HostMetadata = lazily(async () => (await import('./HostMetadata')).HostMetadata);
const HostTest = lazily(async () => (await import('./HostTest')).HostTest);
const JoinDialog = lazily(async () => (await import('./JoinDialog')).JoinDialog);
const RevokeDialog = lazily(async () => (await import('./RevokeDialog')).RevokeDialog);
const SendAwayDialog = lazily(async () => (await import('./SendAwayDialog')).SendAwayDialog);

export interface HostPageProps {
  project: string;
  /** As the server read it for the page; from then on it is asked again. */
  first: HostView;
  mayChange: boolean;
}

const REFRESH = 3000;

/** One host: how it is, what it is called by, everything that was deployed to it with its output, for which stacks, what its agent reads, and its self-test. */
export function HostPage({ project, first, mayChange }: HostPageProps) {
  const refusal = useRefusal();
  const router = useRouter();
  const client = useQueryClient();
  const queryKey = ['host', project, first.id];
  const query = useQuery({ queryKey, queryFn: async () => unwrap(await readHost(project, first.id)), initialData: first, refetchInterval: REFRESH });
  const host = query.data;
  const params = useSearchParams();
  const [tab, setTab] = useState('deployments');
  const [open, setOpen] = useState<'join' | 'revoke' | 'away' | null>(null);
  useBreadcrumb([{ label: host.name }]);
  const again = () => void client.invalidateQueries({ queryKey });
  const close = () => { setOpen(null); again(); };
  const select = (id: string) => window.history.replaceState(null, '', `?deployment=${id}`);
  const items = hostActions(host, {
    project, mayChange, onJoin: () => setOpen('join'), onRevoke: () => setOpen('revoke'), onSendAway: () => setOpen('away'), onDone: again,
  });
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <header className="flex shrink-0 flex-col gap-3 px-5 pb-3 pt-3.5">
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="min-w-0 truncate text-xl font-semibold tracking-tight">{host.name}</h1>
          <Presence lastSeenAt={host.lastSeenAt} revoked={host.revokedAt !== null} />
          <span className="flex-1" />
          {tab === 'test' ? null : <Button onClick={() => setTab('test')} onPointerEnter={HostTest.preload}><Stethoscope />Self-test</Button>}
          {host.revokedAt === null ? null : <Button disabled={!mayChange} title={refusal} onClick={() => setOpen('join')}><Plug />Join it again</Button>}
          <Menu label={host.name} items={items} trigger={<IconButton label={`Actions for ${host.name}`} icon={<MoreHorizontal />} />} />
        </div>
        {query.error ? <Notice>It could not be asked again: {query.error.message}</Notice> : null}
        {host.problem === null ? null : <Notice>{host.problem}</Notice>}
        <Facts project={project} host={host} />
        <LabelEditor project={project} serverId={host.id} labels={host.labels} mayChange={mayChange} onChanged={again} />
      </header>
      <Tabs
        label="About the host" value={tab} onChange={setTab} onNear={(near) => ({ metadata: HostMetadata, test: HostTest })[near]?.preload()} className="border-t"
        tabs={[
          { value: 'deployments', label: 'Deployments', badge: <Count>{host.deployments.length}{host.isCut ? '+' : ''}</Count> },
          { value: 'stacks', label: 'Stacks', badge: <Count>{host.stacks.length}</Count> },
          { value: 'metadata', label: 'Metadata' },
          { value: 'test', label: 'Self-test' },
        ]}
      >
        {tab === 'deployments' ? <HostDeployments project={project} host={host} selected={params.get('deployment')} onSelect={select} /> : null}
        {tab === 'stacks' ? <Stacks project={project} host={host} /> : null}
        {tab === 'metadata' ? <HostMetadata project={project} host={host} /> : null}
        {tab === 'test' ? <HostTest project={project} host={host} mayChange={mayChange} /> : null}
      </Tabs>
      {open === 'join' ? <JoinDialog project={project} server={host} onClose={close} /> : null}
      {open === 'revoke' ? <RevokeDialog project={project} server={host} onClose={() => setOpen(null)} onDone={close} /> : null}
      {open === 'away' ? <SendAwayDialog project={project} server={host} onClose={() => setOpen(null)} onGone={() => router.push(placeHref(project, 'hosts'))} /> : null}
    </div>
  );
}

function Notice({ children }: { children: ReactNode }) {
  return <p role="alert" className="flex items-start gap-2 rounded-md border border-status-failed px-3 py-2 text-sm"><TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-status-failed" /><span className="min-w-0 break-words">{children}</span></p>;
}

function Count({ children }: { children: ReactNode }) {
  return <span className="text-xs tabular-nums text-faint">{children}</span>;
}

/** What is known of the machine and of its agent. */
function Facts({ project, host }: { project: string; host: HostView }) {
  const facts: [string, ReactNode][] = [
    ['Kind', kindOf(host)],
    ...(host.stack === null ? [] : [['Made by', <Link key="stack" href={`${placeHref(project, 'stacks')}/${host.stack.id}/graph`} className="text-ink underline decoration-border-strong underline-offset-2">{host.stack.name}</Link>] satisfies [string, ReactNode]]),
    ['System', host.system ?? (host.kind === 'sandbox' ? 'that of this server' : 'not said yet')],
    ...(host.address === null ? [] : [['Address', <code key="address" className="font-mono text-xs">{host.address}</code>] satisfies [string, ReactNode]]),
    ...(host.connection === null ? [] : [['Connection', <Link key="connection" href={placeHref(project, 'connections')} className="text-ink underline decoration-border-strong underline-offset-2">{host.connection}</Link>] satisfies [string, ReactNode]]),
    ['Agent', <Agent key="agent" host={host} />],
    ['Last seen', host.lastSeenAt === null ? 'never' : <Ago key="seen" at={host.lastSeenAt} />],
    ['Work', host.openRuns > 0 ? `${host.openRuns} to do` : host.lastRun === null ? 'nothing yet' : <>{host.lastRun.status === 'FAILED' ? 'last one failed' : 'all done'} <Ago at={host.lastRun.finishedAt} /></>],
    ...(host.kind === 'ssh' ? [] : [['Token', host.revokedAt === null ? (host.tokenAt === null ? 'is being renewed' : <>renewed <Ago at={host.tokenAt} /></>) : <>revoked <Ago at={host.revokedAt} /></>] satisfies [string, ReactNode]]),
    [host.kind === 'joined' ? 'Joined' : 'Added', <Ago key="since" at={host.createdAt} />],
  ];
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(150px,1fr))] gap-x-6 gap-y-2">
      {facts.map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="min-h-5 truncate text-sm" title={typeof value === 'string' ? value : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Agent({ host: { kind, agent, lastSeenAt } }: { host: HostView }) {
  if (kind === 'ssh') return <>none: Hearth signs in</>;
  if (agent === null) return <>{lastSeenAt === null ? 'not heard of yet' : 'says no version'}</>;
  return <>version {agent.version}{agent.version === agent.newest ? '' : <span className="text-muted" title="Join the machine again, or install the agent again, to bring it the newest.">, newest is {agent.newest}</span>}</>;
}

function Stacks({ project, host: { stacks } }: { project: string; host: HostView }) {
  if (stacks.length === 0) return <EmptyState icon={<Layers />} title="No stack has anything on it">A template names the host with Hearth::Host, or finds it by a label with Hearth::Hosts.</EmptyState>;
  return (
    <ul aria-label="Stacks" className="min-h-0 flex-1 overflow-y-auto">
      {stacks.map(({ id, name, action, status, deployments }) => (
        <li key={id} className="relative flex min-h-11 items-center gap-4 border-b px-5 py-1.5 hover:bg-hover">
          <Link href={`${placeHref(project, 'stacks')}/${id}/graph`} className="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0 hover:underline sm:max-w-80">{name}</Link>
          <Status action={action} status={status} className="text-sm" />
          <span className="text-sm tabular-nums text-muted">{deployments} {deployments === 1 ? 'deployment' : 'deployments'} here</span>
        </li>
      ))}
    </ul>
  );
}
