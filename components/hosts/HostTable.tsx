'use client';
import { useEffect, useState } from 'react';
import { useRouter } from 'next/navigation';
import { Plug, Server, Terminal } from 'lucide-react';
import type { ServerView } from '@/lib/wire/types';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { HeadCell } from '@/components/ui/Table';
import { cn } from '@/components/ui/cn';
import { lazily } from '@/components/ui/lazily';
import { HostRow } from './HostRow';

const JoinDialog = lazily(async () => (await import('./JoinDialog')).JoinDialog);
const SshHostDialog = lazily(async () => (await import('./SshHostDialog')).SshHostDialog);

const COLUMNS = 'min-w-[900px] grid-cols-[100px_minmax(140px,1.4fr)_minmax(120px,1fr)_minmax(120px,1fr)_110px_110px_40px]';
/** How often the page asks anew, in milliseconds. */
const REFRESH = 5000;

export interface HostTableProps {
  project: string;
  servers: readonly ServerView[];
  /** May join machines and send them away. */
  mayChange: boolean;
}

/** The hosts of a project: how their agents are, what they have to do, and how another machine joins. */
export function HostTable({ project, servers, mayChange }: HostTableProps) {
  const router = useRouter();
  const [overSsh, setOverSsh] = useState(false);
  const [joining, setJoining] = useState<{ server: { id: string; name: string } | null } | null>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, REFRESH);
    return () => clearInterval(timer);
  }, [router]);
  const join = (
    <div className="flex flex-wrap justify-center gap-2">
      <Button disabled={!mayChange} onClick={() => setOverSsh(true)}><Terminal />Add over SSH</Button>
      <Button variant="primary" disabled={!mayChange} onClick={() => setJoining({ server: null })}><Plug />Join a machine</Button>
    </div>
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="flex shrink-0 items-center gap-3 border-b px-5 py-3.5">
        <h1 className="text-xl font-semibold tracking-tight">Hosts</h1>
        <span className="flex-1 text-sm tabular-nums text-muted">{servers.length}</span>
        {servers.length === 0 ? null : join}
      </div>
      {servers.length === 0 ? (
        <EmptyState icon={<Server />} title="No hosts yet" action={join}>
          Join a machine of yours, and deploy configurations to it. A server in a stack becomes a host as soon as its agent has spoken up: the example with three servers shows some.
        </EmptyState>
      ) : (
        <div role="table" aria-label="Hosts" tabIndex={0} className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2">
          <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
            <div role="row" className={cn('grid h-9 items-center gap-4 border-b px-5', COLUMNS)}>
              <HeadCell>Agent</HeadCell><HeadCell>Name</HeadCell><HeadCell>Kind</HeadCell><HeadCell>System</HeadCell><HeadCell>Work</HeadCell><HeadCell>Last seen</HeadCell><HeadCell><span className="sr-only">Actions</span></HeadCell>
            </div>
          </div>
          <div role="rowgroup">
            {servers.map((server) => <HostRow key={server.id} project={project} server={server} className={COLUMNS} onJoin={() => setJoining({ server })} />)}
          </div>
        </div>
      )}
      {overSsh ? <SshHostDialog project={project} onClose={() => setOverSsh(false)} /> : null}
      {joining === null ? null : <JoinDialog project={project} server={joining.server} onClose={() => setJoining(null)} />}
    </div>
  );
}
