'use client';
import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import type { DeploymentView, LogChunk } from '@/lib/wire/types';
import { logAddress } from '@/components/live/fetchLog';
import { useLog } from '@/components/live/useLog';
import { Status } from '@/components/status/Status';
import { Elapsed } from '@/components/stack/Elapsed';
import { Values } from '@/components/stack/Values';
import { Badge } from '@/components/ui/Badge';
import { IconButton } from '@/components/ui/IconButton';
import { actionOf } from './deploymentAction';
import { LogView } from './LogView';
import { RunActions } from './RunActions';
import { RunStages } from './RunStages';

export interface DeploymentDetailProps {
  deployment: DeploymentView;
  project: string;
  /** What the stream brought since the page was opened. */
  liveChunks: readonly LogChunk[] | undefined;
  /** A trial cannot be run again from here, and has no earlier run. */
  alone?: boolean;
  /** Whose it is, where that is not plain from the page. */
  owner?: ReactNode;
  /** It stands beside another one, and can be sent away. */
  onClose?: () => void;
  /** Shows the run that took the place of this one; null where none has. */
  onLater?: (() => void) | null;
  onRerun?: () => void;
}

/** One run: its output as it is written, what went in, what came out. */
export function DeploymentDetail({ deployment, project, liveChunks, alone = false, owner = null, onClose, onLater = null, onRerun }: DeploymentDetailProps) {
  const log = useLog(project, deployment.configId, liveChunks);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-2.5">
        <h2 className="min-w-0 truncate text-base font-semibold">{deployment.resourceName ?? deployment.configName}</h2>
        <Status action={actionOf(deployment)} status={deployment.status} waitingFor={deployment.status === 'IN_PROGRESS' && !deployment.startedAt ? 'agent' : null} className="text-sm" />
        {deployment.statusCode !== null ? <Badge className={deployment.statusCode === 0 ? '' : 'border-status-failed text-ink'}>exit code {deployment.statusCode}</Badge> : null}
        <span className="text-xs text-muted">{deployment.group} on {deployment.serverName ?? deployment.serverId}, run {deployment.run}{owner}</span>
        {deployment.startedAt ? <Elapsed from={deployment.startedAt} to={deployment.finishedAt} className="text-xs tabular-nums text-muted" /> : null}
        {alone ? null : <span className="ms-auto flex flex-wrap gap-2"><RunActions project={project} deployment={deployment} log={log.lines} onLater={onLater} onRerun={onRerun} /></span>}
        {onClose ? <IconButton label="Close the one beside" icon={<X />} onClick={onClose} className="-me-2" /> : null}
      </div>
      <RunStages deployment={deployment} />
      {deployment.status === 'FAILED' && deployment.statusReason ? <p className="shrink-0 border-b px-4 py-2 font-mono text-xs text-ink">{deployment.statusReason}</p> : null}
      <LogView log={log} label={`Output of ${deployment.resourceName ?? deployment.configName}`} empty={emptyText(deployment)} memory={`log ${deployment.configId}`} download={logAddress(project, deployment.configId, { format: 'text' })} />
      <div className="grid max-h-[38%] shrink-0 grid-cols-[repeat(auto-fit,minmax(min(260px,100%),1fr))] overflow-y-auto border-t">
        <Values title="Inputs" values={Object.fromEntries(deployment.inputs.map((input) => [input.name, input.value]))} empty="No inputs." />
        <Values title="Outputs" values={withoutStreams(deployment.outputs)} empty={deployment.finishedAt ? 'No outputs.' : 'Outputs arrive with the end of the run.'} />
      </div>
    </div>
  );
}

/** The streams are shown as the log already. */
function withoutStreams(outputs: DeploymentView['outputs']): DeploymentView['outputs'] {
  return Object.fromEntries(Object.entries(outputs).filter(([name]) => !/^deploy_(stdout|stderr|status_code)$/.test(name)));
}

function emptyText(deployment: DeploymentView): string {
  if (deployment.finishedAt) return 'It wrote nothing.';
  if (deployment.startedAt) return 'It has written nothing so far.';
  return deployment.deliveredAt ? 'The agent has it and will start it.' : 'The agent has not fetched it yet.';
}
