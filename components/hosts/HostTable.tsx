'use client';
import { useEffect } from 'react';
import { useRouter } from 'next/navigation';
import { Server } from 'lucide-react';
import type { ServerView } from '@/lib/wire/types';
import { useNow } from '@/components/live/useNow';
import { Ago } from '@/components/ui/Ago';
import { EmptyState } from '@/components/ui/EmptyState';
import { Cell, HeadCell } from '@/components/ui/Table';
import { cn } from '@/components/ui/cn';

const COLUMNS = 'grid-cols-[150px_minmax(140px,1.4fr)_minmax(100px,1fr)_minmax(100px,1fr)_120px]';
/** How often the page asks anew, in milliseconds. */
const REFRESH = 5000;
/** An agent speaks up at least this often; past three times that something is wrong. In seconds. */
const FRESH = 30;
const OLD = 300;

/** The hosts of a project and when their agents were last heard. */
export function HostTable({ servers }: { servers: readonly ServerView[] }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, REFRESH);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="flex shrink-0 items-center gap-3 border-b px-5 py-3.5">
        <h1 className="text-xl font-semibold tracking-tight">Hosts</h1>
        <span className="text-sm tabular-nums text-muted">{servers.length}</span>
      </div>
      {servers.length === 0 ? (
        <EmptyState icon={<Server />} title="No hosts yet">A server in a stack becomes a host as soon as its agent has spoken up. Deploy the example with three servers to see some.</EmptyState>
      ) : (
        <div role="table" aria-label="Hosts" tabIndex={0} className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2">
          <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
            <div role="row" className={cn('grid h-9 min-w-[680px] items-center gap-4 border-b px-5', COLUMNS)}>
              <HeadCell>Agent</HeadCell><HeadCell>Name</HeadCell><HeadCell>Kind</HeadCell><HeadCell>State</HeadCell><HeadCell>Last seen</HeadCell>
            </div>
          </div>
          <div role="rowgroup">
            {servers.map((server) => (
              <div key={server.id} role="row" className={cn('grid h-10 min-w-[680px] items-center gap-4 border-b px-5 hover:bg-hover', COLUMNS)}>
                <Cell><Presence lastSeenAt={server.lastSeenAt} /></Cell>
                <Cell className="font-medium" title={server.id}>{server.name}</Cell>
                <Cell className="text-muted">{server.kind}</Cell>
                <Cell className="text-muted">{server.state.toLowerCase()}</Cell>
                <Cell className="text-muted">{server.lastSeenAt ? <Ago at={server.lastSeenAt} /> : 'never'}</Cell>
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

/** Full circle: heard just now; half: a while ago; empty: gone. */
function Presence({ lastSeenAt }: { lastSeenAt: string | null }) {
  const now = useNow(5000);
  const age = lastSeenAt && now > 0 ? (now - Date.parse(lastSeenAt)) / 1000 : Infinity;
  const [word, tone] = age < FRESH ? ['Online', 'text-status-done'] : age < OLD ? ['Silent', 'text-status-held'] : ['Offline', 'text-status-waiting'];
  return (
    <span className="flex items-center gap-2" suppressHydrationWarning>
      <svg viewBox="0 0 12 12" aria-hidden className={cn('size-3', tone)}>
        <circle cx="6" cy="6" r="5" fill={age < FRESH ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.6" />
        {age >= FRESH && age < OLD ? <path d="M6 1a5 5 0 0 1 0 10Z" fill="currentColor" /> : null}
      </svg>
      {word}
    </span>
  );
}
