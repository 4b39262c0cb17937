'use client';
import { type FormEvent, useId, useState, useTransition } from 'react';
import { useRouter } from 'next/navigation';
import { addSshHost, lookAtSshHost } from '@/app/actions/hosts';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { describedBy, Field } from '@/components/ui/Field';
import { Input, Textarea } from '@/components/ui/Input';
import { Switch } from '@/components/ui/Switch';
import { toast } from '@/components/ui/Toast';
import type { SshHostFound } from '@/lib/wire/types';

/** Hearth goes to a machine itself and puts its agent there. First it looks, and shows the key that the machine is known by from then on. */
export function SshHostDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const id = useId();
  const router = useRouter();
  const [busy, start] = useTransition();
  const [address, setAddress] = useState('');
  const [port, setPort] = useState('22');
  const [user, setUser] = useState('root');
  const [privateKey, setPrivateKey] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [name, setName] = useState('');
  const [directory, setDirectory] = useState('');
  const [startAtBoot, setStartAtBoot] = useState(true);
  const [found, setFound] = useState<SshHostFound | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const target = { address, port: Number(port), user, privateKey, ...(passphrase === '' ? {} : { passphrase }) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    start(async () => {
      if (found === null) {
        const looked = await lookAtSshHost(project, target);
        if (!looked.ok) return setProblem(looked.problem.message);
        setFound(looked.value);
        if (name === '') setName(looked.value.name);
        return;
      }
      const added = await addSshHost(project, { ...target, name, hostKey: found.hostKey, startAtBoot, ...(directory === '' ? {} : { directory }) });
      if (!added.ok) return setProblem(added.problem.message);
      toast('The agent is on its way', { description: `${name} will be seen online within seconds.` });
      router.refresh();
      onClose();
    });
  };
  const text = (label: string, key: string, value: string, change: (value: string) => void, more: { hint?: string; required?: boolean; type?: string; className?: string } = {}) => (
    <div className={more.className}><Field label={label} htmlFor={`${id}-${key}`} required={more.required === true} {...(more.hint === undefined ? {} : { hint: more.hint })}>
      <Input id={`${id}-${key}`} type={more.type ?? 'text'} value={value} onChange={(event) => change(event.target.value)} aria-describedby={describedBy(`${id}-${key}`)} autoComplete="off" disabled={busy} />
    </Field></div>
  );
  return (
    <Dialog
      open onClose={onClose} width="lg" title="Add a machine over SSH"
      description="Hearth signs in with a key, puts its agent there, and keeps the key encrypted for putting the agent there again and for taking it away."
      footer={(
        <>
          {found === null ? null : <Button onClick={() => setFound(null)} disabled={busy}>Back</Button>}
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={`${id}-form`} disabled={busy || address.trim() === '' || privateKey.trim() === ''}>
            {found === null ? (busy ? 'Looking…' : 'Look at it') : busy ? 'Installing…' : 'Trust this key and install'}
          </Button>
        </>
      )}
    >
      <form id={`${id}-form`} onSubmit={submit} className="flex flex-col gap-4">
        {found === null ? (
          <>
            <div className="flex flex-wrap gap-4">
              {text('Address', 'address', address, setAddress, { required: true, className: 'min-w-60 flex-1' })}
              {text('Port', 'port', port, setPort, { required: true, type: 'number', className: 'w-24' })}
              {text('User', 'user', user, setUser, { required: true, className: 'w-40' })}
            </div>
            <Field label="Private key" htmlFor={`${id}-key`} required hint="One that the user's authorized_keys has the public part of. Never shown again.">
              <Textarea id={`${id}-key`} value={privateKey} onChange={(event) => setPrivateKey(event.target.value)} aria-describedby={describedBy(`${id}-key`)} className="min-h-32 font-mono text-xs" placeholder="-----BEGIN OPENSSH PRIVATE KEY-----" spellCheck={false} disabled={busy} />
            </Field>
            {text('Passphrase', 'passphrase', passphrase, setPassphrase, { type: 'password', hint: 'Where the key has one.' })}
          </>
        ) : (
          <>
            <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 rounded-md border bg-sunken p-3 text-sm">
              <dt className="text-muted">Machine</dt><dd>{found.system}</dd>
              <dt className="text-muted">Signed in as</dt><dd>{user}{found.root ? '' : ', who is not root: scripts may change what this user may'}</dd>
              <dt className="text-muted">Its key</dt><dd className="break-all font-mono" aria-label="Host key">{found.hostKey}</dd>
            </dl>
            <p className="text-sm text-muted">Compare the key with what the machine itself says (<code className="font-mono">ssh-keygen -l -f /etc/ssh/ssh_host_ed25519_key.pub</code>). Hearth will talk to this key only.</p>
            {text('Name', 'name', name, setName, { required: true, hint: 'How templates call it: the property "host" of Hearth::Host.' })}
            {text('Directory', 'directory', directory, setDirectory, { hint: 'Where the agent lives. Empty: /var/lib/hearth for root, .hearth in the home directory for others.' })}
            <div className="flex items-center gap-2 text-sm"><Switch aria-label="Start the agent at every boot" checked={startAtBoot} onChange={setStartAtBoot} />Start the agent at every boot</div>
          </>
        )}
        {problem === null ? null : <p role="alert" className="whitespace-pre-wrap rounded-md border border-status-failed px-3 py-2 text-sm">{problem}</p>}
      </form>
    </Dialog>
  );
}
