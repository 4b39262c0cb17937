'use client';
import { useState } from 'react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { PlanView, StackView } from '@/lib/wire/types';
import { planOf, runCommand, type CommandRequest } from '@/components/live/stackCommands';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { Select } from '@/components/ui/Select';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { toast } from '@/components/ui/Toast';
import { useThrottled } from '@/components/ui/useThrottled';
import { PlanList } from '../PlanList';
import { losesData } from '@/lib/graph/data-bearing';
import { DeletePlan } from './DeletePlan';
import { InFlight } from './InFlight';
import { RollbackPlan } from './RollbackPlan';
import { HowFar, LeftUndone, NothingToStop } from './StopPlan';

export interface CommandDialogProps {
  project: string;
  stack: StackView;
  request: CommandRequest;
  onClose: () => void;
  onDone: (request: CommandRequest) => void;
}

const TITLES: Record<CommandRequest['command'], { title: string; verb: string; about: string }> = {
  rollback: { title: 'Roll back', verb: 'Roll back', about: 'The stack goes back to the template and the parameters of an earlier revision, as an operation of its own. Nothing is touched until you say so.' },
  delete: { title: 'Delete', verb: 'Delete', about: 'Everything below is deleted, in reverse order of its dependencies. The history stays readable.' },
  'stop-rollback': { title: 'Stop and roll back', verb: 'Stop and roll back', about: 'What is being done at this moment finishes first. Then everything goes back to how it was before the operation began.' },
  'stop-here': { title: 'Stop here', verb: 'Stop', about: 'What is being done at this moment finishes. What is done stays, nothing more begins, and the operation counts as failed.' },
  retry: { title: 'Retry from here', verb: 'Retry', about: 'What worked is kept. What failed, and what had not been begun, is done now.' },
  suspend: { title: 'Suspend', verb: 'Suspend', about: 'What the stack runs is paused, in reverse order of its dependencies. Nothing is lost.' },
  resume: { title: 'Resume', verb: 'Resume', about: 'What was suspended runs again, in the order of its dependencies.' },
  check: { title: 'Check', verb: 'Check', about: 'Every resource is asked for its real state; what is broken is marked as failed, and what differs from what was sent is told. Nothing is changed.' },
  snapshot: { title: 'Take a snapshot', verb: 'Take it', about: 'The template, the parameters and what every resource says of itself are kept, so that the stack can go back there. Nothing is changed.' },
  restore: { title: 'Restore', verb: 'Restore', about: 'The stack is updated to what it was when the snapshot was taken. What came later is changed back or deleted.' },
  healthy: { title: 'Mark healthy', verb: 'Mark healthy', about: 'It stays as it is and counts as well from now on, so that what needs it can go on. Nothing else is done now; below is what Retry would do then.' },
  abandon: { title: 'Abandon', verb: 'Abandon', about: 'The stack goes, and everything it made stays and is nobody\u2019s. Its document is saved as a file, from which it can be adopted again.' },
};

const PLANNED: ReadonlySet<CommandRequest['command']> = new Set(['rollback', 'delete', 'retry', 'stop-rollback', 'restore', 'healthy']);
/** While a run goes on, what a command would do is worked out anew no more often than this, in milliseconds. */
const ANEW_MS = 2000;
const DANGEROUS: ReadonlySet<CommandRequest['command']> = new Set(['delete', 'abandon']);

/** Says what a command will do, with the plan where there is one, and does just that: it is refused when the stack has moved since. */
export function CommandDialog({ project, stack, request, onClose, onDone }: CommandDialogProps) {
  const { command } = request;
  const { title, verb, about } = TITLES[command];
  const targets = stack.revisions.filter((each) => each.number !== stack.revision?.number).toSorted((a, b) => b.number - a.number);
  const [revision, setRevision] = useState(request.revision ?? (targets.find((each) => each.number < (stack.revision?.number ?? Infinity)) ?? targets[0])?.number ?? null);
  const [name, setName] = useState('');
  const [typed, setTyped] = useState('');
  const wanted: CommandRequest = command === 'rollback' ? { ...request, revision: revision ?? undefined } : command === 'snapshot' ? { ...request, name: name.trim() } : request;
  const planned = PLANNED.has(command);
  const stopping = command === 'stop-rollback' || command === 'stop-here';
  const stopped = stopping ? stack.operations.find(({ id }) => id === request.operation) : undefined;
  const tooLate = stopping && (stopped === undefined || stopped.finishedAt !== null || stopped.id !== stack.operations[0]?.id);
  const seq = useThrottled(stack.eventSeq, ANEW_MS);
  const plan = useQuery({ queryKey: ['plan', stack.id, seq, wanted.command, wanted.revision, wanted.snapshot?.id, wanted.resource?.id], queryFn: () => planOf(project, stack.id, wanted), enabled: planned && !tooLate, staleTime: 0, placeholderData: keepPreviousData });
  const run = useMutation({
    mutationFn: () => runCommand(project, stack.id, wanted, plan.data?.planId),
    onSuccess: () => {
      toast(command === 'healthy' ? `${request.resource?.name} is taken for well` : `${title}: begun`, { description: command === 'healthy' ? 'Retry goes on with the rest.' : stack.name });
      onDone(wanted);
    },
  });
  const problem = run.error ?? (tooLate ? null : plan.error);
  const losing = command === 'delete' ? (plan.data?.entries.filter(losesData) ?? []) : [];
  const unconfirmed = losing.length > 0 && typed !== stack.name;
  const wide = command === 'rollback' || command === 'stop-rollback' || command === 'restore';
  return (
    <Dialog
      open
      onClose={onClose}
      width={wide ? 'xl' : planned ? 'lg' : 'md'}
      title={`${title}${command === 'rollback' && revision !== null ? ` to r${revision}` : ''}: ${request.resource?.name ?? stack.name}`}
      description={about}
      footer={
        <>
          {command === 'rollback' && stack.status === 'FAILED' ? <Button variant="quiet" className="me-auto" onClick={() => onDone({ command: 'retry' })}>Keep and retry instead</Button> : null}
          <Button onClick={onClose}>{tooLate ? 'Close' : 'Cancel'}</Button>
          {tooLate ? null : <Button variant={DANGEROUS.has(command) ? 'danger' : 'primary'} disabled={run.isPending || (planned && !plan.data) || unconfirmed} title={unconfirmed ? 'Type the name of the stack first.' : undefined} onClick={() => run.mutate()}>{run.isPending ? 'Asking...' : verb}</Button>}
        </>
      }
    >
      {command === 'rollback' ? (
        <div className="pb-4">
          <Field label="Revision" htmlFor="rollback-revision">
            <Select id="rollback-revision" value={revision === null ? undefined : String(revision)} onChange={(value) => setRevision(Number(value))} options={targets.map((each) => ({ value: String(each.number), label: `r${each.number}${each.message ? `: ${each.message}` : ''} by ${each.createdBy}${stack.operations.find(({ action, toRevision }) => toRevision === each.number && action !== 'ROLLBACK')?.status === 'FAILED' ? ' (it failed)' : ''}` }))} />
          </Field>
        </div>
      ) : null}
      {command === 'snapshot' ? (
        <div className="pb-4">
          <Field label="Name" htmlFor="snapshot-name" hint="What it is for; may stay empty.">
            <Input id="snapshot-name" value={name} maxLength={255} onChange={(event) => setName(event.target.value)} />
          </Field>
        </div>
      ) : null}
      {request.snapshot ? <p className="pb-3 text-sm">Snapshot <span className="font-medium">{request.snapshot.name || request.snapshot.id}</span></p> : null}
      {problem ? <p role="alert" className="mb-3 whitespace-pre-wrap break-words rounded-md border border-status-failed px-3 py-2 font-mono text-xs">{problem.message}</p> : null}
      {tooLate ? <NothingToStop stack={stack} operation={stopped} /> : <InFlight project={project} stackId={stack.id} resources={stack.resources} goesOn={command !== 'stop-here'} />}
      {stopping && !tooLate ? <HowFar stack={stack} readAt={planned ? plan.dataUpdatedAt : 0} /> : null}
      {command === 'stop-here' && !tooLate ? <LeftUndone project={project} stack={stack} seq={seq} /> : null}
      {planned && !plan.error && !tooLate ? plan.data ? <Plan command={command} plan={plan.data} layout={stack.layout} toNothing={plan.data.entries.every((entry) => entry.decision === 'delete')} /> : <SkeletonRows rows={5} label="Working out the plan" /> : null}
      {losing.length > 0 ? (
        <div className="pt-4">
          <Field label={<>Type <span className="font-mono">{stack.name}</span> to delete it with its data</>} htmlFor="delete-confirm" hint={`What ${losing.slice(0, 3).map((entry) => entry.name).join(', ')}${losing.length > 3 ? ` and ${losing.length - 3} more` : ''} ${losing.length === 1 ? 'holds' : 'hold'} is lost.`}>
            <Input id="delete-confirm" value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
          </Field>
        </div>
      ) : null}
    </Dialog>
  );
}

function Plan({ command, plan, layout, toNothing }: { command: CommandRequest['command']; plan: PlanView; layout: StackView['layout']; toNothing: boolean }) {
  if (command === 'delete') return <DeletePlan plan={plan} />;
  return command === 'retry' || command === 'healthy' ? <PlanList plan={plan} className="max-h-[46vh]" /> : <RollbackPlan plan={plan} layout={layout} toNothing={toNothing} />;
}
