'use client';
import { type FormEvent, useId, useState, useTransition } from 'react';
import { useRouter } from 'next/navigation';
import { saveCloudConnection, testCloudConnection } from '@/app/actions/connections';
import type { CloudConnectionInput, CloudConnectionView, CloudTestStep } from '@/lib/wire/connections';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { CloudFields } from './CloudFields';
import { TestSteps } from './TestSteps';

export interface CloudDialogProps {
  project: string;
  /** Null: a new one. */
  connection: CloudConnectionView | null;
  onClose: () => void;
}

const EMPTY: CloudConnectionInput = {
  id: null, name: 'openstack', authUrl: '', signIn: 'password', user: '', userDomain: 'Default', project: '', projectDomain: 'Default', credentialId: '', secret: '', region: '',
  interface: 'public', ca: '', dashboardUrl: '', endpoints: '',
};

/** Where a cloud is and as whom Hearth is there; tried step by step before it is saved, if wanted. */
export function CloudDialog({ project, connection, onClose }: CloudDialogProps) {
  const id = useId();
  const router = useRouter();
  const [busy, start] = useTransition();
  const [input, setInput] = useState<CloudConnectionInput>(() => (connection === null ? EMPTY : inputOf(connection)));
  const [problem, setProblem] = useState<string | null>(null);
  const [testing, setTesting] = useState(false);
  const [steps, setSteps] = useState<CloudTestStep[] | null>(null);
  const change = (part: Partial<CloudConnectionInput>) => {
    setInput({ ...input, ...part });
    setSteps(null);
    setProblem(null);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    start(async () => {
      const result = await saveCloudConnection(project, input);
      if (!result.ok) return setProblem(result.problem.message);
      router.refresh();
      onClose();
    });
  };
  const test = () => start(async () => {
    setSteps(null);
    setTesting(true);
    const result = await testCloudConnection(project, input);
    setTesting(false);
    setProblem(result.ok ? null : result.problem.message);
    if (result.ok) setSteps(result.value);
  });
  return (
    <Dialog
      open onClose={onClose} width="lg" title={connection === null ? 'Add an OpenStack cloud' : `Edit ${connection.name}`}
      description="Whoever may deploy stacks of this project can do there what this user can."
      footer={<><Button onClick={test} disabled={busy}>{testing ? 'Testing...' : 'Test'}</Button><Button onClick={onClose}>Cancel</Button><Button variant="primary" type="submit" form={`${id}-form`} disabled={busy || input.name.trim() === ''}>Save</Button></>}
    >
      <form id={`${id}-form`} onSubmit={save} className="flex flex-col gap-4">
        <CloudFields id={id} input={input} stored={connection} onChange={change} />
        {problem === null ? null : <p ref={(line) => { line?.scrollIntoView({ block: 'nearest' }); }} role="alert" className="rounded-md border border-status-failed px-3 py-2 text-sm">{problem}</p>}
        {steps === null ? null : <TestSteps steps={steps} />}
      </form>
    </Dialog>
  );
}

function inputOf({ kind: _kind, createdBy: _createdBy, ...shown }: CloudConnectionView): CloudConnectionInput {
  return { ...shown, secret: '' };
}
