'use client';
import { type ReactNode, useState } from 'react';
import { ShieldCheck, Trash2, Unlink } from 'lucide-react';
import type { JsonMap } from '@/lib/hot/types';
import type { OnFailure, Role, StackView } from '@/lib/wire/types';
import { useStackOptions } from '@/components/live/useStackOptions';
import { roleRefusal } from '@/components/shell/role';
import { Button } from '@/components/ui/Button';
import { CopyButton } from '@/components/ui/CopyButton';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { Select } from '@/components/ui/Select';
import { Switch } from '@/components/ui/Switch';
import { formatMoment } from '@/components/ui/time';
import { WebhookList } from '@/components/webhooks/WebhookList';
import { availableActions, type StackCommand } from '../availableActions';
import { PolicySwitches } from './PolicySwitches';

const POLICIES: readonly { value: OnFailure; label: string }[] = [
  { value: 'rollback', label: 'Roll everything back' },
  { value: 'keep', label: 'Keep what worked' },
  { value: 'pause', label: 'Pause at the failure' },
];

export interface SettingsProps {
  stack: StackView;
  project: string;
  role: Role;
  onCommand: (command: StackCommand) => void;
  /** Shows the plan of an update with this environment. */
  onUpdate: (environment: JsonMap) => void;
}

/** Tags, failure policy, timeout, protection; what its environment holds back; and what cannot be undone. */
export function Settings({ stack, project, role, onCommand, onUpdate }: SettingsProps) {
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <Options key={`${stack.onFailure} ${stack.timeoutMins} ${stack.tags.join()}`} stack={stack} project={project} role={role} />
      <Card title="Breakpoints, restrictions, event sinks">
        <PolicySwitches key={stack.revision?.id} stack={stack} project={project} role={role} onUpdate={onUpdate} />
      </Card>
      <Card title="Webhooks">
        <WebhookList project={project} role={stack.deletedAt === null ? role : 'reader'} stackId={stack.id} />
      </Card>
      <Card title="About">
        <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1.5 px-4 py-3 text-sm">
          <dt className="text-muted">Id</dt><dd className="flex min-w-0 items-center gap-1"><span className="truncate font-mono text-xs">{stack.id}</span><CopyButton text={stack.id} label="Copy the id" className="-my-1 size-6" /></dd>
          <dt className="text-muted">Created</dt><dd>{formatMoment(stack.createdAt).replace(/ \(.*/, '')}</dd>
          <dt className="text-muted">Who may</dt><dd>Readers of this project see it, members and administrators change it.</dd>
        </dl>
      </Card>
      <Danger stack={stack} project={project} role={role} onCommand={onCommand} />
    </div>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="overflow-hidden rounded-lg border bg-surface">
      <h2 className="border-b px-4 py-2 text-sm font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Options({ stack, project, role }: Omit<SettingsProps, 'onCommand' | 'onUpdate'>) {
  const { options } = useStackOptions(project, stack.id);
  const [tags, setTags] = useState(stack.tags.join(', '));
  const [minutes, setMinutes] = useState(String(stack.timeoutMins));
  const [onFailure, setOnFailure] = useState(stack.onFailure);
  const refusal = stack.deletedAt !== null ? 'The stack is deleted.' : roleRefusal(role);
  const wanted = { tags: tags.split(',').map((tag) => tag.trim()).filter(Boolean), timeoutMins: Number(minutes), onFailure };
  const changed = JSON.stringify([wanted.tags, wanted.timeoutMins, onFailure]) !== JSON.stringify([stack.tags, stack.timeoutMins, stack.onFailure]);
  return (
    <Card title="For the next operations">
      <form className="flex flex-col gap-4 px-4 py-3" onSubmit={(event) => { event.preventDefault(); if (refusal === null) options.mutate(wanted); }}>
        <Field label="If something fails" htmlFor="settings-failure">
          <Select id="settings-failure" value={onFailure} disabled={refusal !== null} onChange={(value) => setOnFailure(POLICIES.find((policy) => policy.value === value)?.value ?? onFailure)} options={POLICIES} />
        </Field>
        <Field label="Give up after" htmlFor="settings-timeout" hint="Minutes for a whole operation.">
          <Input id="settings-timeout" type="number" min={1} value={minutes} disabled={refusal !== null} onChange={(event) => setMinutes(event.target.value)} className="w-28 tabular-nums" />
        </Field>
        <Field label="Tags" htmlFor="settings-tags" hint="With commas between them.">
          <Input id="settings-tags" value={tags} disabled={refusal !== null} autoComplete="off" onChange={(event) => setTags(event.target.value)} />
        </Field>
        {options.error ? <p role="alert" className="text-sm">{options.error.message}</p> : null}
        <Button type="submit" variant="primary" disabled={refusal !== null || !changed || options.isPending} title={refusal ?? (changed ? undefined : 'Nothing has changed.')} className="self-start">{options.isPending ? 'Saving...' : 'Save'}</Button>
      </form>
    </Card>
  );
}

function Danger({ stack, project, role, onCommand }: Omit<SettingsProps, 'onUpdate'>) {
  const { protection } = useStackOptions(project, stack.id);
  const actions = availableActions(stack, role);
  const refusal = stack.deletedAt !== null ? 'The stack is deleted.' : roleRefusal(role);
  const row = (command: 'abandon' | 'delete', icon: ReactNode) => (
    <div className="flex items-start gap-4 border-t px-4 py-3">
      <p className="min-w-0 flex-1 text-sm">{actions[command].hint}{actions[command].refusal ? <span className="block text-xs text-muted">{actions[command].refusal}</span> : null}</p>
      <Button variant="danger" disabled={actions[command].refusal !== null} onClick={() => onCommand(command)}>{icon}{actions[command].label}</Button>
    </div>
  );
  return (
    <section aria-label="Danger zone" className="overflow-hidden rounded-lg border border-status-failed/60 bg-surface">
      <h2 className="px-4 py-2 text-sm font-semibold">Danger zone</h2>
      <div className="flex items-start gap-4 border-t px-4 py-3">
        <label htmlFor="settings-protected" className="min-w-0 flex-1 text-sm"><span className="flex items-center gap-1.5 font-medium"><ShieldCheck aria-hidden className="size-4 text-muted" />Protected against deletion</span><span className="block text-xs text-muted">Nobody can delete or abandon it until the protection is taken off.</span>{protection.error ? <span role="alert" className="block text-xs">{protection.error.message}</span> : null}</label>
        <Switch id="settings-protected" checked={stack.protected} disabled={refusal !== null || protection.isPending} onChange={(on) => protection.mutate(on)} />
      </div>
      {row('abandon', <Unlink aria-hidden />)}
      {row('delete', <Trash2 aria-hidden />)}
    </section>
  );
}
