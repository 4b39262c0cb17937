'use client';
import { useRouter } from 'next/navigation';
import { Copy, KeyRound, LogOut, MoreHorizontal, Plug, Terminal } from 'lucide-react';
import { removeHost, renewToken, repairSshHost } from '@/app/actions/hosts';
import { Ago } from '@/components/ui/Ago';
import { IconButton } from '@/components/ui/IconButton';
import { Menu, type MenuItem } from '@/components/ui/Menu';
import { Cell } from '@/components/ui/Table';
import { toast } from '@/components/ui/Toast';
import { cn } from '@/components/ui/cn';
import type { ActionResult, ServerView } from '@/lib/wire/types';
import { Presence } from './Presence';

export interface HostRowProps {
  project: string;
  server: ServerView;
  className: string;
  onJoin: () => void;
}

export function HostRow({ project, server, className, onJoin }: HostRowProps) {
  const router = useRouter();
  const tell = (done: string) => (result: ActionResult<unknown>) => {
    toast(result.ok ? done : 'That was not done', { description: result.ok ? server.name : result.problem.message });
    router.refresh();
  };
  const items: MenuItem[] = [
    { id: 'copy', label: 'Copy id', hint: 'For the property "server" of a deployment, or "host" of Hearth::Host.', icon: <Copy />, onSelect: () => void navigator.clipboard.writeText(server.id) },
    ...(server.kind === 'deployed' ? [{ id: 'join', label: 'Join a machine', hint: 'Makes a machine the server that the template describes.', icon: <Plug />, onSelect: onJoin }] : []),
    ...(server.kind === 'ssh' ? [] : [{
      id: 'renew', label: 'Renew token', hint: 'The agent gets a new one now; the old one is void. Once a day it happens by itself.', icon: <KeyRound />,
      onSelect: () => void renewToken(project, server.id).then(tell('The token will be renewed')),
    }]),
    ...(server.overSsh ? [{ id: 'repair', label: 'Install the agent again', hint: 'Over SSH, with a new token: after the machine was installed anew, or lost its files.', icon: <Terminal />, onSelect: () => void repairSshHost(project, server.id).then(tell('The agent was installed again')) }] : []),
    {
      id: 'remove', label: 'Send away', icon: <LogOut />, danger: true, disabled: server.kind !== 'joined',
      hint: server.kind === 'joined' ? `Its token is void at once, and its agent ends${server.overSsh ? ' and is taken off the machine' : ''}.` : server.kind === 'ssh' ? 'It is a host of a connection; the page Connections removes it.' : 'It goes with its stack.',
      onSelect: () => void removeHost(project, server.id).then(tell('The host was sent away')),
    },
  ];
  return (
    <div role="row" className={cn('grid min-h-10 items-center gap-4 border-b px-5 hover:bg-hover', className)}>
      <Cell><Presence lastSeenAt={server.lastSeenAt} /></Cell>
      <Cell className="font-medium" title={server.id}>{server.name}</Cell>
      <Cell className="text-muted">{server.stackName === null ? server.kind : `${server.kind}, ${server.stackName}`}</Cell>
      <Cell className="text-muted" title={server.problem ?? server.system ?? undefined}>{server.problem ?? server.system ?? server.state.toLowerCase()}</Cell>
      <Cell className="text-muted"><Work server={server} /></Cell>
      <Cell className="text-muted">{server.lastSeenAt ? <Ago at={server.lastSeenAt} /> : 'never'}</Cell>
      <Cell><Menu label={server.name} items={items} trigger={<IconButton label={`Actions for ${server.name}`} icon={<MoreHorizontal />} />} /></Cell>
    </div>
  );
}

function Work({ server: { openRuns, lastRun } }: { server: ServerView }) {
  if (openRuns > 0) return <>{openRuns} to do</>;
  if (lastRun === null) return <>nothing yet</>;
  return <span className={lastRun.status === 'FAILED' ? 'text-ink' : undefined}>{lastRun.status === 'FAILED' ? 'failed' : 'done'} <Ago at={lastRun.finishedAt} /></span>;
}
