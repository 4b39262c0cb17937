'use client';
import { type FormEvent, useId, useState, useTransition } from 'react';
import { useRouter } from 'next/navigation';
import { saveConnection, testConnection } from '@/app/actions/connections';
import type { ConnectionInput, ConnectionView } from '@/lib/wire/connections';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { describedBy, Field } from '@/components/ui/Field';
import { Input, Textarea } from '@/components/ui/Input';
import { Select } from '@/components/ui/Select';

export interface ConnectionDialogProps {
  project: string;
  /** Null: a new one. */
  connection: ConnectionView | null;
  onClose: () => void;
}

const PEMS = [
  { name: 'ca', label: 'CA certificate', hint: 'Who signed the certificate of the daemon (ca.pem).' },
  { name: 'cert', label: 'Certificate', hint: 'What Hearth shows to the daemon (cert.pem).' },
  { name: 'key', label: 'Key', hint: 'Belongs to that certificate (key.pem). Kept encrypted, and never shown again.' },
] as const;

/** Where a Docker Engine is and with which keys; tried before it is saved, if wanted. */
export function ConnectionDialog({ project, connection, onClose }: ConnectionDialogProps) {
  const id = useId();
  const router = useRouter();
  const [busy, start] = useTransition();
  const [name, setName] = useState(connection?.name ?? 'docker');
  const [address, setAddress] = useState(connection?.address ?? 'unix:///var/run/docker.sock');
  const [agentUrl, setAgentUrl] = useState(connection?.agentUrl ?? '');
  const [tls, setTls] = useState(connection?.tls === true ? 'keep' : 'none');
  const [pems, setPems] = useState({ ca: '', cert: '', key: '' });
  const [answer, setAnswer] = useState<{ ok: boolean; text: string } | null>(null);
  const input = (): ConnectionInput => ({ id: connection?.id ?? null, name, address, agentUrl, tls: tls === 'pem' ? pems : tls === 'keep' ? 'keep' : 'none' });
  const save = (event: FormEvent) => {
    event.preventDefault();
    start(async () => {
      const result = await saveConnection(project, input());
      if (!result.ok) return setAnswer({ ok: false, text: result.problem.message });
      router.refresh();
      onClose();
    });
  };
  const test = () => start(async () => {
    const result = await testConnection(project, input());
    setAnswer(result.ok ? { ok: true, text: result.value.text } : { ok: false, text: result.problem.message });
  });
  const protection = [{ value: 'none', label: 'None' }, ...(connection?.tls === true ? [{ value: 'keep', label: 'TLS, with the keys stored here' }] : []), { value: 'pem', label: connection?.tls === true ? 'TLS, with other keys' : 'TLS' }];
  return (
    <Dialog
      open onClose={onClose} width="lg" title={connection === null ? 'Add a Docker Engine' : `Edit ${connection.name}`}
      description="Whoever may deploy stacks of this project can make containers there, and so do anything on that machine."
      footer={<><Button onClick={test} disabled={busy}>Test</Button><Button onClick={onClose}>Cancel</Button><Button variant="primary" type="submit" form={`${id}-form`} disabled={busy || name.trim() === ''}>Save</Button></>}
    >
      <form id={`${id}-form`} onSubmit={save} className="flex flex-col gap-4">
        <Field label="Name" htmlFor={`${id}-name`} required hint="Templates say it where a project has several.">
          <Input id={`${id}-name`} value={name} onChange={(event) => setName(event.target.value)} aria-describedby={describedBy(`${id}-name`)} autoComplete="off" />
        </Field>
        <Field label="Address" htmlFor={`${id}-address`} required hint="unix:///var/run/docker.sock, or tcp://host:2376.">
          <Input id={`${id}-address`} value={address} onChange={(event) => setAddress(event.target.value)} aria-describedby={describedBy(`${id}-address`)} autoComplete="off" />
        </Field>
        <Field label="Where containers reach Hearth" htmlFor={`${id}-agent`} hint="For containers with an agent: http://172.17.0.1:3000, say. Hearth must listen there (HOST). Empty: its usual address.">
          <Input id={`${id}-agent`} value={agentUrl} onChange={(event) => setAgentUrl(event.target.value)} aria-describedby={describedBy(`${id}-agent`)} autoComplete="off" />
        </Field>
        <Field label="Protection" htmlFor={`${id}-tls`}><Select id={`${id}-tls`} value={tls} options={protection} onChange={setTls} /></Field>
        {tls === 'pem' ? PEMS.map(({ name: field, label, hint }) => (
          <Field key={field} label={label} htmlFor={`${id}-${field}`} hint={hint}>
            <Textarea id={`${id}-${field}`} value={pems[field]} onChange={(event) => setPems({ ...pems, [field]: event.target.value })} aria-describedby={describedBy(`${id}-${field}`)} className="font-mono text-xs" placeholder="-----BEGIN" spellCheck={false} />
          </Field>
        )) : null}
        {answer === null ? null : <p role={answer.ok ? 'status' : 'alert'} className={`rounded-md border px-3 py-2 text-sm ${answer.ok ? 'border-status-done' : 'border-status-failed'}`}>{answer.text}</p>}
      </form>
    </Dialog>
  );
}
