'use client';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { GitCompareArrows, RotateCw } from 'lucide-react';
import { listRuns, rerunDeployment } from '@/app/actions/deployments';
import { unwrap } from '@/components/live/unwrap';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { toast } from '@/components/ui/Toast';
import type { LogLines } from '@/components/live/logBuffer';
import type { DeploymentView } from '@/lib/wire/types';
import { RunComparison } from './RunComparison';

export interface RunActionsProps {
  project: string;
  deployment: DeploymentView;
  /** Output of the run that is shown. */
  log: LogLines;
}

/** Runs a deployment once more, and compares its run with those before. */
export function RunActions({ project, deployment, log }: RunActionsProps) {
  const [asking, setAsking] = useState(false);
  const [comparing, setComparing] = useState(false);
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
    toast(`${name} runs again`, { description: 'As an update of its own in the history of the stack.' });
  };
  return (
    <>
      <Button size="sm" disabled={busy} title={busy ? 'It runs now.' : undefined} onClick={() => setAsking(true)}><RotateCw />Run again</Button>
      <Button size="sm" disabled={runs.length === 0 || busy} title={runs.length === 0 ? 'There is no earlier run to compare with.' : undefined} onClick={() => setComparing(true)}><GitCompareArrows />Compare with last run</Button>
      {asking ? (
        <Dialog open onClose={() => setAsking(false)} title={`Run ${name} again?`} footer={<><Button onClick={() => setAsking(false)}>Not now</Button><Button variant="primary" onClick={() => void rerun()}>Run again</Button></>}>
          <p className="text-sm text-muted">
            An update of the stack makes this deployment anew on {deployment.serverName ?? 'its server'}, with the template as it is deployed. What reads its outputs follows. This run stays to be compared; a failure is kept, and nothing is rolled back.
          </p>
          {problem === null ? null : <p role="alert" className="mt-3 rounded-md border border-status-failed px-3 py-2 text-sm">{problem}</p>}
        </Dialog>
      ) : null}
      {comparing ? <RunComparison project={project} deployment={deployment} log={log} runs={runs} onClose={() => setComparing(false)} /> : null}
    </>
  );
}
