'use client';
import { type FormEvent, useId, useState, useTransition } from 'react';
import { useRouter } from 'next/navigation';
import { saveSshConnection, testSshConnection } from '@/app/actions/connections';
import type { SshConnectionInput, SshConnectionView } from '@/lib/wire/connections';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { describedBy, Field } from '@/components/ui/Field';
import { Input, Textarea } from '@/components/ui/Input';

export interface SshDialogProps {
  project: string;
  /** Null: a new one. */
  connection: SshConnectionView | null;
  onClose: () => void;
}

/** Which servers, as whom and with which key; tried before it is saved, if wanted. */
export function SshDialog({ project, connection, onClose }: SshDialogProps) {
  const id = useId();
  const router = useRouter();
  const [busy, start] = useTransition();
  const [name, setName] = useState(connection?.name ?? 'servers');
  const [hosts, setHosts] = useState((connection?.hosts ?? []).map((host) => `${host.name} = ${host.address}`).join('\n'));
  const [user, setUser] = useState(connection?.user ?? 'root');
  const [port, setPort] = useState(String(connection?.port ?? 22));
  const [privateKey, setPrivateKey] = useState('');
  const [forgetHostKeys, setForgetHostKeys] = useState(false);
  const [answer, setAnswer] = useState<{ ok: boolean; text: string } | null>(null);
  const input = (): SshConnectionInput => ({ id: connection?.id ?? null, name, user, port: Number(port), hosts, privateKey, forgetHostKeys });
  const save = (event: FormEvent) => {
    event.preventDefault();
    start(async () => {
      const result = await saveSshConnection(project, input());
      if (!result.ok) return setAnswer({ ok: false, text: result.problem.message });
      router.refresh();
      onClose();
    });
  };
  const test = () => start(async () => {
    const result = await testSshConnection(project, input());
    setAnswer(result.ok ? { ok: true, text: result.value.text } : { ok: false, text: result.problem.message });
  });
  return (
    <Dialog
      open onClose={onClose} width="lg" title={connection === null ? 'Add servers over SSH' : `Edit ${connection.name}`}
      description="Nothing is installed there: Hearth signs in and runs what stacks deploy. Whoever may deploy stacks of this project can do there what this user can."
      footer={<><Button onClick={test} disabled={busy}>Test</Button><Button onClick={onClose}>Cancel</Button><Button variant="primary" type="submit" form={`${id}-form`} disabled={busy || name.trim() === ''}>Save</Button></>}
    >
      <form id={`${id}-form`} onSubmit={save} className="flex flex-col gap-4">
        <Field label="Name" htmlFor={`${id}-name`} required>
          <Input id={`${id}-name`} value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
        </Field>
        <Field label="Hosts" htmlFor={`${id}-hosts`} required hint="One a line: name = address. Templates use the name (Hearth::Host).">
          <Textarea id={`${id}-hosts`} value={hosts} onChange={(event) => setHosts(event.target.value)} aria-describedby={describedBy(`${id}-hosts`)} className="font-mono text-sm" placeholder={'web = 192.0.2.10\ndatabase = 192.0.2.11'} spellCheck={false} />
        </Field>
        <Field label="User" htmlFor={`${id}-user`} required>
          <Input id={`${id}-user`} value={user} onChange={(event) => setUser(event.target.value)} autoComplete="off" />
        </Field>
        <Field label="Port" htmlFor={`${id}-port`} required>
          <Input id={`${id}-port`} inputMode="numeric" value={port} onChange={(event) => setPort(event.target.value)} autoComplete="off" />
        </Field>
        <Field label="Private key" htmlFor={`${id}-key`} required={connection === null} hint={connection === null ? 'Without a passphrase. Kept encrypted, and never shown again.' : 'Empty: the key stored here stays.'}>
          <Textarea id={`${id}-key`} value={privateKey} onChange={(event) => setPrivateKey(event.target.value)} aria-describedby={describedBy(`${id}-key`)} className="font-mono text-xs" placeholder="-----BEGIN" spellCheck={false} />
        </Field>
        {connection === null ? null : (
          <label className="flex items-center gap-2 text-sm">
            <input type="checkbox" checked={forgetHostKeys} onChange={(event) => setForgetHostKeys(event.target.checked)} />
            Forget the keys of the hosts, and trust those they show next
          </label>
        )}
        {answer === null ? null : <p role={answer.ok ? 'status' : 'alert'} className={`rounded-md border px-3 py-2 text-sm ${answer.ok ? 'border-status-done' : 'border-status-failed'}`}>{answer.text}</p>}
      </form>
    </Dialog>
  );
}
