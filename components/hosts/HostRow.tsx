import Link from 'next/link';
import { MoreHorizontal } from 'lucide-react';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { IconButton } from '@/components/ui/IconButton';
import { Menu, type MenuItem } from '@/components/ui/Menu';
import { Cell } from '@/components/ui/Table';
import { cn } from '@/components/ui/cn';
import type { ServerView } from '@/lib/wire/hosts';
import { hostHref } from './hostAddress';
import { kindOf } from './hostWords';
import { Presence } from './Presence';

export interface HostRowProps {
  project: string;
  server: ServerView;
  actions: readonly MenuItem[];
  /** Shows only hosts with this label. */
  onLabel: (label: string) => void;
}

/** As many labels have room, in usual windows and in wide ones; the page of the host has all. */
const NARROW = 1;
const WIDE = 4;

/** The cells of one host in the list. */
export function HostRow({ project, server, actions, onLabel }: HostRowProps) {
  return (
    <>
      <Cell><Presence lastSeenAt={server.lastSeenAt} revoked={server.revokedAt !== null} /></Cell>
      <Cell title={server.id}><Link prefetch={false} href={hostHref(project, server.id)} className="font-medium hover:underline">{server.name}</Link></Cell>
      <Cell className="flex gap-1 max-md:hidden">
        {server.labels.slice(0, WIDE).map((label, index) => <button key={label} type="button" onClick={() => onLabel(label)} title={label} aria-label={`Only with the label ${label}`} className={cn('min-w-0', index >= NARROW && 'max-2xl:hidden')}><Badge className="max-w-full">{label}</Badge></button>)}
        <More labels={server.labels.slice(NARROW)} className="2xl:hidden" />
        <More labels={server.labels.slice(WIDE)} className="max-2xl:hidden" />
      </Cell>
      <Cell className="text-muted max-md:hidden" title={server.stack?.name}>{server.stack === null ? kindOf(server) : `${kindOf(server)}, ${server.stack.name}`}</Cell>
      <Cell className={cn('max-lg:hidden', server.problem === null && 'text-muted')} title={server.problem ?? server.system ?? undefined}>{server.problem ?? server.system ?? (server.kind === 'sandbox' && server.state === 'ACTIVE' ? 'that of this server' : server.state.toLowerCase())}</Cell>
      <Cell className="text-muted"><Work server={server} /></Cell>
      <Cell className="text-muted max-lg:hidden">{server.lastSeenAt ? <Ago at={server.lastSeenAt} /> : 'never'}</Cell>
      <Cell><Menu label={server.name} items={actions} trigger={<IconButton label={`Actions for ${server.name}`} icon={<MoreHorizontal />} />} /></Cell>
    </>
  );
}

function Work({ server: { openRuns, lastRun } }: { server: ServerView }) {
  if (openRuns > 0) return <>{openRuns} to do</>;
  if (lastRun === null) return <>nothing yet</>;
  return <span className={lastRun.status === 'FAILED' ? 'text-ink' : undefined}>{lastRun.status === 'FAILED' ? 'failed' : 'done'} <Ago at={lastRun.finishedAt} /></span>;
}

function More({ labels, className }: { labels: readonly string[]; className: string }) {
  if (labels.length === 0) return null;
  return <span className={cn('shrink-0 self-center text-xs tabular-nums text-muted', className)} title={labels.join(', ')}>+{labels.length}<span className="sr-only"> more: {labels.join(', ')}</span></span>;
}
