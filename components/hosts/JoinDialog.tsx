'use client';
import { useEffect, useState } from 'react';
import Link from 'next/link';
import { joinHost } from '@/app/actions/hosts';
import { CopyButton } from '@/components/ui/CopyButton';
import { Dialog } from '@/components/ui/Dialog';
import { Segments } from '@/components/ui/Segments';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { StatusIcon } from '@/components/status/StatusIcon';
import { Ago } from '@/components/ui/Ago';
import type { ActionResult, JoinCommand } from '@/lib/wire/types';
import { hostHref } from './hostAddress';
import { useJoined } from './useJoined';

export interface JoinDialogProps {
  project: string;
  /** The server of a stack that the machine is to be; null for a new host. */
  server: { id: string; name: string } | null;
  onClose: () => void;
}

const WAYS = [{ value: 'shell', label: 'Shell and curl' }, { value: 'docker', label: 'Docker container' }] as const;
type Way = (typeof WAYS)[number]['value'];

/** Shows the command with which one machine joins, and whether it has. Every opening makes a new one. */
export function JoinDialog({ project, server, onClose }: JoinDialogProps) {
  const [made, setMade] = useState<ActionResult<JoinCommand> | null>(null);
  const [way, setWay] = useState<Way>('shell');
  const serverId = server?.id ?? null;
  useEffect(() => {
    let wanted = true;
    void joinHost(project, serverId).then((result) => (wanted ? setMade(result) : undefined));
    return () => {
      wanted = false;
    };
  }, [project, serverId]);
  const joined = useJoined(project, serverId);
  const command = made?.ok === true ? (way === 'docker' ? made.value.containerCommand : made.value.command) : '';
  return (
    <Dialog
      open
      onClose={onClose}
      width="lg"
      title={server === null ? 'Join a machine' : `Join a machine as ${server.name}`}
      description={way === 'docker' ? 'Run this command on a machine that has Docker: a container of its own becomes the host.' : 'Run this command on the machine. It needs a shell and curl, nothing else.'}
    >
      {made === null ? <SkeletonRows rows={2} label="Making a command" /> : null}
      {made?.ok === false ? <p role="alert" className="rounded-md border border-status-failed px-3 py-2 text-sm">{made.problem.message}</p> : null}
      {made?.ok === true ? (
        <>
          <Segments label="How it joins" value={way} onChange={setWay} options={WAYS} className="mb-3" />
          <div className="flex items-start gap-2 rounded-md border bg-sunken p-3">
            <code className="min-w-0 flex-1 break-all font-mono text-sm" aria-label="Join command">{command}</code>
            <CopyButton text={command} label="Copy the command" />
          </div>
          <p role="status" className="mt-3 flex items-center gap-2 rounded-md border px-3 py-2 text-sm">
            {joined === null ? <><StatusIcon family="progress" />Waiting for its first sign of life</> : (
              <><StatusIcon family="done" /><span><Link href={hostHref(project, joined.id)} className="font-medium underline decoration-border-strong underline-offset-2">{joined.name}</Link> has joined, seen <Ago at={joined.lastSeenAt ?? ''} /></span></>
            )}
          </p>
          <ul className="mt-3 list-disc ps-5 text-sm text-muted">
            <li>It works once, within {made.value.minutes} minutes.</li>
            {way === 'docker' ? (
              <>
                <li>The container starts again with Docker, and is the same host then. What scripts change stays inside of it.</li>
                <li>For a second host on the same machine, change the name and the volume <code className="font-mono">hearth-host</code>.</li>
              </>
            ) : (
              <>
                <li>As root (<code className="font-mono">| sudo sh</code>) scripts may change the whole machine, and the agent lives in /var/lib/hearth; as another user in ~/.hearth.</li>
                <li>The agent starts again with the machine, by systemd or cron. It asks this server for work; no port of the machine is opened.</li>
              </>
            )}
          </ul>
        </>
      ) : null}
    </Dialog>
  );
}
