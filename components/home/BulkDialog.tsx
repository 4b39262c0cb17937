'use client';
import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { actOnStacks, dataInStacks, tagStacks } from '@/app/actions/board';
import { unwrap } from '@/components/live/unwrap';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { toast } from '@/components/ui/Toast';
import type { StackRow } from '@/lib/wire/stack-board';

export interface BulkRequest {
  action: 'check' | 'suspend' | 'resume' | 'cancel' | 'delete' | 'tag' | 'export' | 'edit' | 'update';
  stacks: readonly StackRow[];
}

export interface BulkDialogProps {
  project: string;
  request: BulkRequest;
  onClose: () => void;
  onDone: () => void;
}

const ABOUT: Readonly<Record<'check' | 'suspend' | 'resume' | 'cancel' | 'delete', { verb: string; about: string }>> = {
  check: { verb: 'Check', about: 'Every resource is asked for its real state; what is broken or has drifted is marked. Nothing is changed.' },
  suspend: { verb: 'Suspend', about: 'What the stacks run is paused, in reverse order of its dependencies. Nothing is lost.' },
  resume: { verb: 'Resume', about: 'What was suspended runs again.' },
  cancel: { verb: 'Stop and roll back', about: 'What is being done at this moment finishes. Then everything goes back to how it was before the operation began.' },
  delete: { verb: 'Delete', about: 'Everything in these stacks is deleted, in reverse order of its dependencies. Their history stays readable.' },
};

/** What is done to one stack or many: said first, and for a deletion to be typed. */
export function BulkDialog(props: BulkDialogProps) {
  switch (props.request.action) {
    case 'tag': return <TagDialog {...props} />;
    case 'export': case 'edit': case 'update': return null;
    default: return <OperationDialog {...props} action={props.request.action} />;
  }
}

function OperationDialog({ project, request: { stacks }, action, onClose, onDone }: BulkDialogProps & { action: keyof typeof ABOUT }) {
  const { verb, about } = ABOUT[action];
  const ids = stacks.map(({ id }) => id);
  const [typed, setTyped] = useState('');
  const wanted = stacks.length === 1 ? (stacks[0]?.name ?? '') : `delete ${stacks.length} stacks`;
  const data = useQuery({ queryKey: ['data-in', ids], queryFn: async () => unwrap(await dataInStacks(project, ids)), enabled: action === 'delete', staleTime: 0 });
  const run = useMutation({
    mutationFn: async () => unwrap(await actOnStacks(project, { ids, action })),
    onSuccess: ({ accepted, refused }) => {
      if (accepted.length > 0) toast(`${verb}: begun for ${accepted.length === 1 ? (stacks.find(({ id }) => id === accepted[0])?.name ?? 'one stack') : `${accepted.length} stacks`}`);
      if (refused.length === 0) onDone();
    },
  });
  const refused = new Map(run.data?.refused.map(({ id, message }) => [id, message]));
  const holding = new Map(data.data?.map(({ stackId, resources }) => [stackId, resources]));
  const title = stacks.length === 1 ? `${verb}: ${stacks[0]?.name}` : `${verb}: ${stacks.length} stacks`;
  return (
    <Dialog
      open onClose={run.data ? onDone : onClose} title={title} description={about} width={action === 'delete' ? 'lg' : 'md'}
      footer={run.data ? <Button variant="primary" onClick={onDone}>Close</Button> : (
        <><Button onClick={onClose}>Cancel</Button><Button variant={action === 'delete' ? 'danger' : 'primary'} disabled={run.isPending || (action === 'delete' && (typed !== wanted || data.isPending))} onClick={() => run.mutate()}>{run.isPending ? 'Asking...' : verb}</Button></>
      )}
    >
      {run.error ? <p role="alert" className="mb-3 rounded-md border border-status-failed px-3 py-2 text-sm">{run.error.message}</p> : null}
      <ul aria-label="Stacks" tabIndex={0} className="max-h-60 overflow-y-auto rounded-md border">
        {stacks.map((stack) => (
          <li key={stack.id} className="border-b px-3 py-1.5 text-sm last:border-0">
            <span className="font-medium">{stack.name}</span> <span className="text-muted">{stack.progress.total} resources</span>
            {holding.has(stack.id) ? <span className="mt-0.5 block text-xs"><Badge>holds data</Badge> <span className="text-muted">{holding.get(stack.id)?.slice(0, 6).join(', ')}{(holding.get(stack.id)?.length ?? 0) > 6 ? ' and more' : ''}</span></span> : null}
            {refused.has(stack.id) ? <span role="alert" className="mt-0.5 block text-xs">Refused: {refused.get(stack.id)}</span> : null}
          </li>
        ))}
      </ul>
      {action === 'delete' && !run.data ? (
        <div className="pt-4">
          {holding.size > 0 ? <p className="pb-3 text-sm"><span className="font-medium">What holds data is destroyed with its data</span>, in {holding.size === 1 ? 'one of them' : `${holding.size} of them`}.</p> : null}
          <Field label={<>Type <code className="font-mono">{wanted}</code> to say yes</>} htmlFor="delete-confirm"><Input id="delete-confirm" autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} className="font-mono" /></Field>
        </div>
      ) : null}
    </Dialog>
  );
}

function TagDialog({ project, request: { stacks }, onClose, onDone }: BulkDialogProps) {
  const [add, setAdd] = useState('');
  const [remove, setRemove] = useState<readonly string[]>([]);
  const present = [...new Set(stacks.flatMap(({ tags }) => tags))].toSorted();
  const run = useMutation({
    mutationFn: async () => unwrap(await tagStacks(project, { ids: stacks.map(({ id }) => id), add: add.split(',').map((tag) => tag.trim()).filter(Boolean), remove: [...remove] })),
    onSuccess: onDone,
  });
  return (
    <Dialog open onClose={onClose} title={stacks.length === 1 ? `Tags of ${stacks[0]?.name}` : `Tags of ${stacks.length} stacks`} footer={<><Button onClick={onClose}>Cancel</Button><Button variant="primary" type="submit" form="tags-form" disabled={run.isPending || (add.trim() === '' && remove.length === 0)}>Save</Button></>}>
      <form id="tags-form" className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); run.mutate(); }}>
        <Field label="Add" htmlFor="tags-add" hint="Several with commas." error={run.error?.message ?? null}><Input id="tags-add" value={add} onChange={(event) => setAdd(event.target.value)} /></Field>
        {present.length === 0 ? null : (
          <fieldset>
            <legend className="pb-1.5 text-sm font-medium">Take away</legend>
            <div className="flex flex-wrap gap-3">{present.map((tag) => <label key={tag} className="flex items-center gap-1.5 text-sm"><input type="checkbox" className="accent-accent" checked={remove.includes(tag)} onChange={(event) => setRemove(event.target.checked ? [...remove, tag] : remove.filter((each) => each !== tag))} />{tag}</label>)}</div>
          </fieldset>
        )}
      </form>
    </Dialog>
  );
}
