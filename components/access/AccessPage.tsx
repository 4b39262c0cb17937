'use client';
import { useState, useTransition } from 'react';
import { useRouter } from 'next/navigation';
import { Download, KeyRound, Plus } from 'lucide-react';
import { addCredential, addKeyPair, endToken, removeCredential, removeKeyPair } from '@/app/actions/access';
import type { AccessView } from '@/lib/wire/access';
import type { ActionResult } from '@/lib/wire/types';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { CopyButton } from '@/components/ui/CopyButton';
import { toast } from '@/components/ui/Toast';
import { download } from '@/components/ui/download';
import { cloudsYaml, openrc, type Secret } from './clientFiles';
import { EntryList } from './EntryList';
import { NewCredentialDialog, type NewCredential } from './NewCredentialDialog';
import { SecretDialog, type ShownSecret } from './SecretDialog';

/** What programs of this person sign in with: files for clients, application credentials, keys for signed requests, tokens in use. */
export function AccessPage({ project, view }: { project: string; view: AccessView }) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const [adding, setAdding] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [secret, setSecret] = useState<ShownSecret | null>(null);
  const { endpoint } = view;

  const act = <T,>(work: () => Promise<ActionResult<T>>, done: (value: T) => void, failed: (message: string) => void = (message) => toast.error(message)) => start(async () => {
    const result = await work();
    if (result.ok) {
      done(result.value);
      router.refresh();
    } else failed(result.problem.message);
  });
  const create = (input: NewCredential) => act(() => addCredential(project, input), (made) => {
    setAdding(false);
    setRefused(null);
    setSecret(shownCredential(made.name, made, view));
  }, setRefused);

  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-surface" tabIndex={-1}>
      <div className="mx-auto flex w-full max-w-4xl flex-col gap-8 px-6 py-6">
        <header>
          <h1 className="text-xl font-semibold tracking-tight">API access</h1>
          <p className="mt-1 text-sm text-muted">Heat’s command-line client, OpenStack’s SDKs and agents work with this server as they are. They sign in as <b className="font-medium text-ink">{endpoint.userName}</b>, in the project <b className="font-medium text-ink">{endpoint.projectName}</b>.</p>
        </header>

        <section aria-labelledby="client-files" className="flex flex-col gap-3">
          <h2 id="client-files" className="text-base font-semibold">For the command line</h2>
          <dl className="grid grid-cols-[140px_1fr] items-center gap-x-4 rounded-md border px-4 py-2">
            <Address label="Identity" value={endpoint.authUrl} />
            <Address label="CloudFormation" value={endpoint.cfnUrl} />
            <Address label="Project id" value={endpoint.projectId} />
          </dl>
          <div className="flex flex-wrap items-center gap-2">
            <Button onClick={() => download('openrc.sh', openrc(endpoint, null))}><Download aria-hidden />openrc.sh</Button>
            <Button onClick={() => download('clouds.yaml', cloudsYaml(endpoint, null))}><Download aria-hidden />clouds.yaml</Button>
            <span className="text-xs text-muted">They ask for your password. For programs, use an application credential.</span>
          </div>
        </section>

        <EntryList
          title="Application credentials" empty="None yet. A credential lets a program work in this project without your password." busy={busy}
          action={<Button variant="primary" size="sm" onClick={() => setAdding(true)}><Plus aria-hidden />New credential</Button>}
          entries={view.credentials.map((one) => ({
            id: one.id, name: one.name, detail: one.id, badge: <Badge>{one.role}</Badge>,
            when: <><LastUse at={one.usedAt} />, {one.expiresAt === null ? 'without an end' : `ends ${one.expiresAt.slice(0, 10)}`}</>, removal: 'Delete',
          }))}
          consequences="Programs that sign in with it are refused at once, and their tokens end."
          onRemove={(id) => act(() => removeCredential(project, id), () => toast('The credential is deleted; its tokens end with it.'))}
        />
        <EntryList
          title="Keys for signed requests" empty="None yet. Clients of the CloudFormation API sign their requests with a pair of keys." busy={busy}
          action={<Button size="sm" onClick={() => act(() => addKeyPair(project), (made) => setSecret({ title: 'New pair of keys', files: [], lines: [{ label: 'Access key', value: made.access }, { label: 'Secret key', value: made.secret }] }))}><KeyRound aria-hidden />New pair</Button>}
          entries={view.keys.map((one) => ({ id: one.access, name: one.access, mono: true, when: <>made <Ago at={one.createdAt} />, <LastUse at={one.usedAt} /></>, removal: 'Delete' }))}
          consequences="Requests that are signed with it are refused at once."
          onRemove={(id) => act(() => removeKeyPair(project, id), () => toast('The keys are deleted.'))}
        />
        <EntryList
          title="Tokens in use" empty="No client is signed in." busy={busy}
          entries={view.tokens.map((one) => ({
            id: one.auditId, name: one.methods.map((method) => METHODS[method] ?? method).join(', '), detail: one.auditId,
            badge: one.projectName === null ? <Badge>no project</Badge> : undefined, when: <>signed in <Ago at={one.createdAt} />, <LastUse at={one.usedAt} /></>, removal: 'Revoke',
          }))}
          consequences="Whoever works with it has to sign in again."
          onRemove={(id) => act(() => endToken(project, id), () => toast('The token is revoked.'))}
        />
      </div>
      {adding ? <NewCredentialDialog role={view.role} busy={busy} error={refused} onClose={() => { setAdding(false); setRefused(null); }} onCreate={create} /> : null}
      <SecretDialog secret={secret} onClose={() => setSecret(null)} />
    </div>
  );
}

const METHODS: Readonly<Record<string, string>> = { password: 'Password', token: 'Token', application_credential: 'Application credential' };

function LastUse({ at }: { at: string | null }) {
  return at === null ? 'never used' : <>used <Ago at={at} /></>;
}

function Address({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="flex min-w-0 items-center gap-1"><code className="min-w-0 truncate font-mono text-sm">{value}</code><CopyButton text={value} label={`Copy ${label}`} /></dd>
    </>
  );
}

function shownCredential(name: string, credential: Secret, { endpoint }: AccessView): ShownSecret {
  return {
    title: `Credential ${name}`,
    lines: [{ label: 'Id', value: credential.id }, { label: 'Secret', value: credential.secret }],
    files: [
      { name: 'openrc.sh', save: () => download(`${name}-openrc.sh`, openrc(endpoint, credential)) },
      { name: 'clouds.yaml', save: () => download('clouds.yaml', cloudsYaml(endpoint, credential)) },
    ],
  };
}
