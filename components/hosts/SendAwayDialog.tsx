'use client';
import { removeHost } from '@/app/actions/hosts';
import { Confirm } from '@/components/ui/Confirm';
import { toast } from '@/components/ui/Toast';
import type { ServerView } from '@/lib/wire/hosts';

export interface SendAwayDialogProps {
  project: string;
  server: Pick<ServerView, 'id' | 'name' | 'openRuns' | 'overSsh'>;
  onClose: () => void;
  /** It is not there any more. */
  onGone: () => void;
}

/** Asks before a host is forgotten, for what is under way there ends with it. */
export function SendAwayDialog({ project, server: { id, name, openRuns, overSsh }, onClose, onGone }: SendAwayDialogProps) {
  const send = async () => {
    const result = await removeHost(project, id);
    toast(result.ok ? 'The host was sent away' : 'That was not done', { description: result.ok ? name : result.problem.message });
    if (result.ok) onGone();
  };
  return (
    <Confirm title={`Send ${name} away?`} verb="Send away" onClose={onClose} onConfirm={() => void send()}>
      Its token is void at once, and its agent ends{overSsh ? ' and is taken off the machine' : ''}. {openRuns > 0 ? `${openRuns} ${openRuns === 1 ? 'deployment that waits there is' : 'deployments that wait there are'} not run. ` : ''}The machine itself stays as it is, and can join again.
    </Confirm>
  );
}
