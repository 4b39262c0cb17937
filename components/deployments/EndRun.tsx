'use client';
import { useState } from 'react';
import { cancelDeployment, signalDeployment } from '@/app/actions/deployments';
import { SignalForm } from '@/components/stack/resource/SignalForm';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { toast } from '@/components/ui/Toast';
import type { ActionResult, DeploymentView } from '@/lib/wire/types';

export interface EndRunProps {
  project: string;
  deployment: DeploymentView;
  how: 'cancel' | 'signal';
  onClose: () => void;
}

/** A person ends a run that is under way: gives it up, or signals in the place of its script. Says before what follows. */
export function EndRun({ project, deployment, how, onClose }: EndRunProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const name = deployment.resourceName ?? deployment.configName;
  const end = async (action: () => Promise<ActionResult<unknown>>, done: string) => {
    setBusy(true);
    const result = await action().finally(() => setBusy(false));
    if (!result.ok) return setProblem(result.problem.message);
    toast(done);
    onClose();
  };
  if (how === 'signal') return <SignalForm name={name} type="OS::Heat::SoftwareDeployment" busy={busy} problem={problem} onClose={onClose} onSend={(payload) => void end(() => signalDeployment(project, deployment.id, payload), `Signalled ${name}`)} />;
  return (
    <Dialog
      open onClose={onClose} title={`Cancel the run of ${name}?`}
      footer={<><Button onClick={onClose}>Let it run</Button><Button variant="danger" disabled={busy} onClick={() => void end(() => cancelDeployment(project, deployment.id), `${name} was cancelled`)}>{busy ? 'Cancelling...' : 'Cancel the run'}</Button></>}
    >
      <p className="text-sm text-muted">
        {deployment.startedAt ? `The script on ${deployment.serverName ?? 'its server'} is ended within seconds; what it did so far stays done.` : 'It will not be started.'} The deployment fails with the reason that you cancelled it, and its stack does what it was told to do on a failure.
      </p>
      {problem === null ? null : <p role="alert" className="mt-3 rounded-md border border-status-failed px-3 py-2 text-sm">{problem}</p>}
    </Dialog>
  );
}
