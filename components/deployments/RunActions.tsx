'use client';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, GitCompareArrows, RotateCw, Send, Square } from 'lucide-react';
import { listRuns, rerunDeployment } from '@/app/actions/deployments';
import { unwrap } from '@/components/live/unwrap';
import { useRefusal } from '@/components/shell/role';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { lazily } from '@/components/ui/lazily';
import { toast } from '@/components/ui/Toast';
import type { LogLines } from '@/components/live/logBuffer';
import type { DeploymentView } from '@/lib/wire/types';

const EndRun = lazily(async () => (await import('./EndRun')).EndRun);
const RunComparison = lazily(async () => (await import('./RunComparison')).RunComparison);

export interface RunActionsProps {
  project: string;
  deployment: DeploymentView;
  /** Output of the run that is shown. */
  log: LogLines;
  /** Shows the run that took the place of this one, which alone can be run again; null where none has. */
  onLater: (() => void) | null;
  /** Another run of it was asked for. */
  onRerun: (() => void) | undefined;
}

/** Ends a run that is under way; runs a deployment once more, and compares its run with those before. */
export function RunActions({ project, deployment, log, onLater, onRerun }: RunActionsProps) {
  const refusal = useRefusal();
  const [asking, setAsking] = useState(false);
  const [comparing, setComparing] = useState(false);
  const [ending, setEnding] = useState<'cancel' | 'signal' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const earlier = useQuery({ queryKey: ['runs', project, deployment.configId, deployment.status], queryFn: async () => unwrap(await listRuns(project, deployment.id)) });
  const runs = earlier.data ?? [];
  const busy = deployment.status === 'IN_PROGRESS';
  const name = deployment.resourceName ?? deployment.configName;
  const rerun = async () => {
    setProblem(null);
    const result = await rerunDeployment(project, deployment.id);
    if (!result.ok) return setProblem(result.problem.message);
    setAsking(false);
    onRerun?.();
    toast(`${name} runs again`, { description: 'As an update of its own in the history of the stack.' });
  };
  return (
    <>
      {busy ? (
        <>
          {deployment.boots || deployment.resourceName === null ? null : <Button size="sm" disabled={refusal !== undefined} title={refusal} onPointerEnter={EndRun.preload} onClick={() => setEnding('signal')}><Send />Signal...</Button>}
          <Button size="sm" disabled={refusal !== undefined} title={refusal} onPointerEnter={EndRun.preload} onClick={() => setEnding('cancel')}><Square />Cancel...</Button>
        </>
      ) : (
        <>
          {onLater === null ? null : <Button size="sm" onClick={onLater}><ArrowRight />Show the later run</Button>}
          {deployment.resourceName === null || onLater !== null ? null : <Button size="sm" disabled={refusal !== undefined || deployment.boots} title={refusal ?? (deployment.boots ? 'A server runs this when it boots, and never again.' : undefined)} onClick={() => setAsking(true)}><RotateCw />Run again</Button>}
          <Button size="sm" disabled={runs.length === 0} title={runs.length === 0 ? 'There is no earlier run to compare with.' : undefined} onPointerEnter={RunComparison.preload} onClick={() => setComparing(true)}><GitCompareArrows />Compare with last run</Button>
        </>
      )}
      {asking ? (
        <Dialog open onClose={() => setAsking(false)} title={`Run ${name} again?`} footer={<><Button onClick={() => setAsking(false)}>Not now</Button><Button variant="primary" onClick={() => void rerun()}>Run again</Button></>}>
          <p className="text-sm text-muted">
            An update of the stack makes this deployment anew on {deployment.serverName ?? 'its server'}, with the template as it is deployed. What reads its outputs follows. This run stays to be compared; a failure is kept, and nothing is rolled back.
          </p>
          {problem === null ? null : <p role="alert" className="mt-3 rounded-md border border-status-failed px-3 py-2 text-sm">{problem}</p>}
        </Dialog>
      ) : null}
      {ending === null ? null : <EndRun project={project} deployment={deployment} how={ending} onClose={() => setEnding(null)} />}
      {comparing ? <RunComparison project={project} deployment={deployment} log={log} runs={runs} onClose={() => setComparing(false)} /> : null}
    </>
  );
}
