'use client';
import { useState } from 'react';
import { FlaskConical, Play, Square, Trash2 } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { endTrial, tryConfig } from '@/app/actions/library';
import { listServers } from '@/app/actions/hosts';
import { unwrap } from '@/components/live/unwrap';
import { useStack } from '@/components/live/useStack';
import { DeploymentDetail } from '@/components/deployments/DeploymentDetail';
import { useRefusal } from '@/components/shell/role';
import { Status } from '@/components/status/Status';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { Select } from '@/components/ui/Select';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import type { Json } from '@/lib/hot/types';
import { type ConfigForm, contentOf, valueOf } from './content';

export interface TrialPanelProps {
  project: string;
  form: ConfigForm;
  mayChange: boolean;
  /** The trial under way or ended last; kept by the page, so that other panels can be looked at meanwhile. */
  trial: string | null;
  onTrial: (stackId: string | null) => void;
}

const SANDBOX = 'sandbox';

/** Runs what is in the editor, saved or not, once: on a server that is thrown away, or on a host. */
export function TrialPanel({ project, form, mayChange, trial, onTrial }: TrialPanelProps) {
  const refusal = useRefusal();
  const [given, setGiven] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [starting, setStarting] = useState(false);
  const [place, setPlace] = useState(SANDBOX);
  const hosts = useQuery({ queryKey: ['hosts', project], queryFn: async () => unwrap(await listServers(project)) }).data?.filter(({ kind }) => kind === 'joined' || kind === 'ssh') ?? [];
  const host = hosts.find(({ id }) => id === place);
  const named = form.inputs.filter(({ name }) => name.trim() !== '');
  const start = async () => {
    setProblem(null);
    const read = contentOf(form);
    if ('problem' in read) return setProblem(read.problem);
    const values: Record<string, Json> = {};
    for (const { name, type } of named) {
      const text = given[name] ?? '';
      if (text === '') continue;
      const value = valueOf(type, text);
      if ('problem' in value) return setProblem(`${name}: ${value.problem}`);
      values[name] = value.value;
    }
    setStarting(true);
    const started = await tryConfig(project, { ...read.content, values, host: host?.id ?? null }).finally(() => setStarting(false));
    if (started.ok) onTrial(started.value.stackId);
    else setProblem([started.problem.message, ...started.problem.diagnostics.map(({ message }) => message)].join(' '));
  };
  const end = async () => {
    if (trial === null) return;
    const ended = await endTrial(project, trial);
    if (ended.ok || ended.problem.code === 'not_found') onTrial(null);
    else setProblem(ended.problem.message);
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <form className="flex max-h-[45%] shrink-0 flex-col gap-3 overflow-y-auto border-b p-4" onSubmit={(event) => { event.preventDefault(); void start(); }}>
        {named.map(({ name, type, description, default: preset }) => (
          <Field key={name} htmlFor={`try-${name}`} label={name} hint={description || undefined} aside={<span className="text-xs text-faint">{type}</span>}>
            <Input id={`try-${name}`} value={given[name] ?? ''} placeholder={preset === '' ? 'empty' : `${preset} (default)`} onChange={(event) => setGiven({ ...given, [name]: event.target.value })} className="font-mono text-xs" />
          </Field>
        ))}
        <Field htmlFor="try-where" label="Where" hint={host === undefined ? 'A new server, which is thrown away afterwards.' : 'It really runs there, with the rights of its agent, and what it does stays done.'}>
          <Select id="try-where" value={host?.id ?? SANDBOX} onChange={setPlace} options={[{ value: SANDBOX, label: 'A new server of the sandbox' }, ...hosts.map(({ id, name }) => ({ value: id, label: `Host ${name}` }))]} />
        </Field>
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary" disabled={!mayChange || starting} title={refusal}><Play />{starting ? 'Starting...' : trial !== null ? 'Run again' : host === undefined ? 'Run in the sandbox' : `Run once on ${host.name}`}</Button>
          {trial === null ? <span className="text-xs text-muted">With what is in the editor now, saved or not.</span> : <TrialState project={project} stackId={trial} onEnd={() => void end()} />}
        </div>
        {problem === null ? null : <p role="alert" className="rounded-md border border-status-failed px-3 py-2 text-sm">{problem}</p>}
      </form>
      {trial === null
        ? <EmptyState icon={<FlaskConical />} title="Not tried yet">What it writes appears here while it runs, then its exit code and outputs.</EmptyState>
        : <TrialRun key={trial} project={project} stackId={trial} />}
    </div>
  );
}

/** The trial's own state, and the way to end it. */
function TrialState({ project, stackId, onEnd }: { project: string; stackId: string; onEnd: () => void }) {
  const state = useStack(project, stackId).data?.stack;
  const running = state === undefined || state.status === 'IN_PROGRESS';
  return <Button onClick={onEnd}>{running ? <><Square />Cancel</> : <><Trash2 />Throw away</>}</Button>;
}

function TrialRun({ project, stackId }: { project: string; stackId: string }) {
  const query = useStack(project, stackId);
  if (query.isPending) return <SkeletonRows rows={4} label="Starting the trial" />;
  if (query.error && !query.data) return <ProblemView what="the trial" error={query.error} onRetry={() => void query.refetch()} />;
  const { stack, deployments, logs } = query.data;
  const [run] = deployments;
  if (run) return <DeploymentDetail alone deployment={run} project={project} liveChunks={logs.get(run.configId)} />;
  return (
    <div role="status" className="flex flex-col gap-1 p-4 text-sm text-muted">
      <Status action={stack.action} status={stack.status} />
      {stack.status === 'FAILED' ? <p className="font-mono text-xs text-ink">{stack.statusReason}</p> : 'The server is being made.'}
    </div>
  );
}
