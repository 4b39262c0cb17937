import { Copy, KeyRound, LogOut, Plug, ShieldOff, Terminal } from 'lucide-react';
import { renewToken, repairSshHost } from '@/app/actions/hosts';
import type { MenuItem } from '@/components/ui/Menu';
import { toast } from '@/components/ui/Toast';
import type { ServerView } from '@/lib/wire/hosts';
import type { ActionResult } from '@/lib/wire/types';
import { hasOwnToken } from './hostWords';

export interface HostActionsContext {
  project: string;
  mayChange: boolean;
  /** Something was done. */
  onDone: () => void;
  /** Opens the dialog with the command for a machine that is to be this server. */
  onJoin: () => void;
  /** Asks whether the token is to be void. */
  onRevoke: () => void;
  /** Asks whether it is to be sent away. */
  onSendAway: () => void;
}

/** What can be done to a host, in its row and on its page. */
export function hostActions(server: ServerView, { project, mayChange, onDone, onJoin, onRevoke, onSendAway }: HostActionsContext): MenuItem[] {
  const { id, name, kind, overSsh } = server;
  const tell = (done: string) => (result: ActionResult<unknown>) => {
    toast(result.ok ? done : 'That was not done', { description: result.ok ? name : result.problem.message });
    onDone();
  };
  const refusal = mayChange ? null : 'Your role in this project is reader; this needs member.';
  const items: (MenuItem | null)[] = [
    { id: 'copy', label: 'Copy id', hint: 'For the property "server" of a deployment, or "host" of Hearth::Host.', icon: <Copy />, onSelect: () => void navigator.clipboard.writeText(id) },
    kind === 'deployed' || server.revokedAt !== null
      ? { id: 'join', label: server.revokedAt === null ? 'Join a machine' : 'Join it again', hint: server.revokedAt === null ? 'Makes a machine the server that the template describes.' : 'The machine that runs this command becomes this host, with a token of its own.', icon: <Plug />, onSelect: onJoin }
      : null,
    kind === 'ssh' || server.revokedAt !== null ? null : {
      id: 'renew', label: 'Renew token', hint: 'The agent gets a new one now; the old one is void. Once a day it happens by itself.', icon: <KeyRound />,
      onSelect: () => void renewToken(project, id).then(tell('The token will be renewed')),
    },
    hasOwnToken(server) && server.revokedAt === null ? { id: 'revoke', label: 'Revoke token...', hint: 'Void at once. What is to be done waits until a machine joins as this host again.', icon: <ShieldOff />, danger: true, onSelect: onRevoke } : null,
    overSsh ? { id: 'repair', label: 'Install the agent again', hint: 'Over SSH, with a new token: after the machine was installed anew, or lost its files.', icon: <Terminal />, onSelect: () => void repairSshHost(project, id).then(tell('The agent was installed again')) } : null,
    {
      id: 'remove', label: 'Send away...', icon: <LogOut />, danger: true, disabled: kind !== 'joined',
      hint: kind === 'joined' ? `Its token is void at once, and its agent ends${overSsh ? ' and is taken off the machine' : ''}.` : kind === 'ssh' ? 'It is a host of a connection; the page Connections removes it.' : 'It goes with its stack.',
      onSelect: onSendAway,
    },
  ];
  return items.flatMap((item) => (item === null ? [] : [refusal === null || item.id === 'copy' ? item : { ...item, disabled: true, hint: refusal }]));
}
