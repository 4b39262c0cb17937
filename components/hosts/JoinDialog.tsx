'use client';
import { useEffect, useState } from 'react';
import { joinHost } from '@/app/actions/hosts';
import { CopyButton } from '@/components/ui/CopyButton';
import { Dialog } from '@/components/ui/Dialog';
import { SkeletonRows } from '@/components/ui/Skeleton';
import type { ActionResult, JoinCommand } from '@/lib/wire/types';

export interface JoinDialogProps {
  project: string;
  /** The server of a stack that the machine is to be; null for a new host. */
  server: { id: string; name: string } | null;
  onClose: () => void;
}

/** Shows the command with which one machine joins. Every opening makes a new one. */
export function JoinDialog({ project, server, onClose }: JoinDialogProps) {
  const [made, setMade] = useState<ActionResult<JoinCommand> | null>(null);
  const serverId = server?.id ?? null;
  useEffect(() => {
    let wanted = true;
    void joinHost(project, serverId).then((result) => (wanted ? setMade(result) : undefined));
    return () => {
      wanted = false;
    };
  }, [project, serverId]);
  return (
    <Dialog
      open
      onClose={onClose}
      width="lg"
      title={server === null ? 'Join a machine' : `Join a machine as ${server.name}`}
      description="Run this command on the machine. It needs a shell and curl, nothing else."
    >
      {made === null ? <SkeletonRows rows={2} label="Making a command" /> : null}
      {made?.ok === false ? <p role="alert" className="rounded-md border border-status-failed px-3 py-2 text-sm">{made.problem.message}</p> : null}
      {made?.ok === true ? (
        <>
          <div className="flex items-start gap-2 rounded-md border bg-sunken p-3">
            <code className="min-w-0 flex-1 break-all font-mono text-sm" aria-label="Join command">{made.value.command}</code>
            <CopyButton text={made.value.command} label="Copy the command" />
          </div>
          <ul className="mt-3 list-disc pl-5 text-sm text-muted">
            <li>It works once, within {made.value.minutes} minutes.</li>
            <li>As root (<code className="font-mono">| sudo sh</code>) scripts may change the whole machine, and the agent lives in /var/lib/hearth; as another user in ~/.hearth.</li>
            <li>The agent starts again with the machine, by systemd or cron. It asks this server for work; no port of the machine is opened.</li>
          </ul>
        </>
      ) : null}
    </Dialog>
  );
}
