'use client';
import { useMemo, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Play, Plug, Server, Terminal } from 'lucide-react';
import { listServers, startDemoHost } from '@/app/actions/hosts';
import { unwrap } from '@/components/live/unwrap';
import { useRefusal } from '@/components/shell/role';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { FilterBox } from '@/components/ui/FilterBox';
import { ProblemView } from '@/components/ui/Problem';
import { Select } from '@/components/ui/Select';
import { HeadCell } from '@/components/ui/Table';
import { toast } from '@/components/ui/Toast';
import { cn } from '@/components/ui/cn';
import { lazily } from '@/components/ui/lazily';
import { matchesWords } from '@/components/ui/matchesWords';
import { useVirtualRows } from '@/components/ui/useVirtualRows';
import type { ServerView } from '@/lib/wire/hosts';
import { hostActions } from './hostActions';
import { HostRow } from './HostRow';

const JoinDialog = lazily(async () => (await import('./JoinDialog')).JoinDialog);
const RevokeDialog = lazily(async () => (await import('./RevokeDialog')).RevokeDialog);
const SendAwayDialog = lazily(async () => (await import('./SendAwayDialog')).SendAwayDialog);
const SshHostDialog = lazily(async () => (await import('./SshHostDialog')).SshHostDialog);

const WIDTH = 'md:min-w-[664px] lg:min-w-[960px]';
/** Where there is little room, without the system and when it was last seen, then without labels and kind: the page of the host has all. */
const COLUMNS = 'grid-cols-[84px_minmax(0,1fr)_minmax(0,0.8fr)_40px] md:grid-cols-[84px_minmax(110px,1.3fr)_minmax(56px,0.6fr)_minmax(120px,1fr)_116px_40px] lg:grid-cols-[90px_minmax(140px,1.4fr)_minmax(110px,1fr)_minmax(130px,1fr)_minmax(120px,1fr)_120px_90px_40px]';
/** How often the page asks anew, in milliseconds. */
const REFRESH = 5000;
const WHILE_STARTING = 1000;
/** After so many milliseconds it may be tried again; the stack says why it did not come. */
const STARTS_WITHIN = 30_000;
const ANY = 'any';

export interface HostTableProps {
  project: string;
  /** As the server read them for the page; from then on it is asked again. */
  first: ServerView[];
  /** May join machines and send them away. */
  mayChange: boolean;
}

type Open = { kind: 'ssh' } | { kind: 'join'; server: ServerView | null } | { kind: 'revoke' | 'away'; server: ServerView };

/** The hosts of a project: how their agents are, what they have to do, and how another machine joins. */
export function HostTable({ project, first, mayChange }: HostTableProps) {
  const refusal = useRefusal();
  const client = useQueryClient();
  const [starting, setStarting] = useState(false);
  const queryKey = ['hosts', project];
  const query = useQuery({ queryKey, queryFn: async () => unwrap(await listServers(project)), initialData: first, refetchInterval: starting ? WHILE_STARTING : REFRESH });
  const servers = query.data;
  const [filter, setFilter] = useState('');
  const [label, setLabel] = useState(ANY);
  const [open, setOpen] = useState<Open | null>(null);
  const labels = useMemo(() => [...new Set(servers.flatMap((server) => server.labels))].toSorted(), [servers]);
  const shown = useMemo(() => {
    const found = servers.filter((server) => {
      if (label !== ANY && !server.labels.includes(label)) return false;
      return matchesWords(filter, [server.name, server.kind, server.system ?? '', server.stack?.name ?? '', ...server.labels].join(' '));
    });
    return found.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  }, [servers, filter, label]);
  const { scroller, rows } = useVirtualRows(shown.length, 40);
  const again = () => void client.invalidateQueries({ queryKey });
  const close = () => { setOpen(null); again(); };
  const startDemo = async () => {
    setStarting(true);
    const started = await startDemoHost(project);
    // It is there once its server is; until then the page goes on asking.
    if (started.ok) setTimeout(() => setStarting(false), STARTS_WITHIN);
    else {
      setStarting(false);
      toast.error('The demo host could not be started', { description: started.problem.message });
    }
  };
  const join = (
    <div className="flex flex-wrap justify-center gap-2">
      {servers.length > 0 ? null : <Button disabled={!mayChange || starting} title={refusal} onClick={() => void startDemo()}><Play />{starting ? 'Starting...' : 'Start a demo host'}</Button>}
      <Button disabled={!mayChange} title={refusal} onClick={() => setOpen({ kind: 'ssh' })}><Terminal />Add over SSH</Button>
      <Button variant="primary" disabled={!mayChange} title={refusal} onClick={() => setOpen({ kind: 'join', server: null })}><Plug />Join a machine</Button>
    </div>
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="flex shrink-0 flex-wrap items-center gap-3 px-5 py-3.5">
        <h1 className="text-xl font-semibold tracking-tight">Hosts</h1>
        <span className="flex-1 text-sm tabular-nums text-muted">{servers.length}</span>
        {servers.length === 0 ? null : join}
      </div>
      {query.error ? <ProblemView what="the hosts" error={query.error} onRetry={() => void query.refetch()} /> : null}
      {servers.length === 0 ? (
        <EmptyState icon={<Server />} title="No hosts yet" action={join} className="border-t">
          Join a machine of yours, and deploy configurations to it. Servers of stacks are hosts, too, as soon as their agents have spoken up: a demo host is one of the sandbox, in a stack of its own.
        </EmptyState>
      ) : (
        <>
          <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-5 pb-3">
            <FilterBox value={filter} onChange={setFilter} placeholder="Filter hosts" />
            {labels.length === 0 ? null : <Select aria-label="Label" value={label} onChange={setLabel} options={[{ value: ANY, label: 'Any label' }, ...labels.map((value) => ({ value, label: value }))]} className="h-8 w-44 text-xs" />}
            {label === ANY ? null : <button type="button" onClick={() => setLabel(ANY)} aria-label={`Remove the filter ${label}`}><Badge>label: {label} ×</Badge></button>}
            <span role="status" className="text-xs tabular-nums text-muted">{shown.length === servers.length ? '' : `${shown.length} of ${servers.length}`}</span>
          </div>
          {shown.length === 0 ? <EmptyState title={`0 of ${servers.length} hosts match`} action={<Button onClick={() => { setFilter(''); setLabel(ANY); }}>Clear filter</Button>} /> : (
            <div ref={scroller} role="table" aria-label="Hosts" aria-rowcount={shown.length + 1} tabIndex={0} className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2">
              <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
                <div role="row" className={cn('grid h-9 items-center gap-4 border-b px-5', WIDTH, COLUMNS)}>
                  <HeadCell>Agent</HeadCell><HeadCell>Name</HeadCell><HeadCell className="max-md:hidden">Labels</HeadCell><HeadCell className="max-md:hidden">Kind</HeadCell><HeadCell className="max-lg:hidden">System</HeadCell><HeadCell>Work</HeadCell><HeadCell className="max-lg:hidden">Last seen</HeadCell><HeadCell><span className="sr-only">Actions</span></HeadCell>
                </div>
              </div>
              <div role="rowgroup" className={cn('relative', WIDTH)} style={{ height: rows.getTotalSize() }}>
                {rows.getVirtualItems().map((row) => {
                  const server = shown[row.index];
                  if (!server) return null;
                  const actions = hostActions(server, { project, mayChange, onDone: again, onJoin: () => setOpen({ kind: 'join', server }), onRevoke: () => setOpen({ kind: 'revoke', server }), onSendAway: () => setOpen({ kind: 'away', server }) });
                  return (
                    <div key={server.id} role="row" aria-rowindex={row.index + 2} className={cn('absolute inset-x-0 grid items-center gap-4 border-b px-5 hover:bg-hover', WIDTH, COLUMNS)} style={{ top: row.start, height: row.size }}>
                      <HostRow project={project} server={server} actions={actions} onLabel={setLabel} />
                    </div>
                  );
                })}
              </div>
            </div>
          )}
        </>
      )}
      {open?.kind === 'ssh' ? <SshHostDialog project={project} onClose={close} /> : null}
      {open?.kind === 'join' ? <JoinDialog project={project} server={open.server} onClose={close} /> : null}
      {open?.kind === 'revoke' ? <RevokeDialog project={project} server={open.server} onClose={() => setOpen(null)} onDone={close} /> : null}
      {open?.kind === 'away' ? <SendAwayDialog project={project} server={open.server} onClose={() => setOpen(null)} onGone={close} /> : null}
    </div>
  );
}
