'use client';
import { type FormEvent, useState } from 'react';
import Link from 'next/link';
import { useMutation, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { CalendarClock, KeyRound, MoreHorizontal, Plus, RefreshCw, Trash2, TriangleAlert } from 'lucide-react';
import { changeRotateBy, createSecret, removeSecret, rotateSecret } from '@/app/actions/environments';
import type { SecretRow } from '@/lib/wire/environments';
import { unwrap } from '@/components/live/unwrap';
import { useNow } from '@/components/live/useNow';
import { placeHref } from '@/components/shell/navigation';
import { useRefusal } from '@/components/shell/role';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { CopyButton } from '@/components/ui/CopyButton';
import { Dialog } from '@/components/ui/Dialog';
import { EmptyState } from '@/components/ui/EmptyState';
import { Field } from '@/components/ui/Field';
import { IconButton } from '@/components/ui/IconButton';
import { Input, Textarea } from '@/components/ui/Input';
import { Menu } from '@/components/ui/Menu';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { toast } from '@/components/ui/Toast';
import { cn } from '@/components/ui/cn';
import { secretsKey } from './useEnvironments';

type Doing = { what: 'create' } | { what: 'rotate' | 'remove' | 'day'; secret: SecretRow };

/** Secrets are written here and never shown again: environments name them, deployments read them. */
export function SecretsPanel({ project, mayChange, query }: { project: string; mayChange: boolean; query: UseQueryResult<SecretRow[]> }) {
  const refusal = useRefusal();
  const [doing, setDoing] = useState<Doing | null>(null);
  const add = <Button variant="primary" disabled={!mayChange} title={refusal} onClick={() => setDoing({ what: 'create' })}><Plus aria-hidden />New secret</Button>;
  if (query.isPending) return <SkeletonRows rows={5} label="Loading the secrets" />;
  if (query.error && !query.data) return <ProblemView what="the secrets" error={query.error} onRetry={() => void query.refetch()} />;
  const secrets = query.data ?? [];
  return (
    <>
      {secrets.length === 0 ? (
        <EmptyState icon={<KeyRound />} title="No secrets yet" action={add}>
          A secret has a name and a value that nobody can read back. An environment gives it to a hidden parameter: <code className="font-mono text-xs">{'password: {get_secret: name}'}</code>
        </EmptyState>
      ) : (
        <>
          <div className="flex shrink-0 items-center gap-3 px-5 py-3"><p className="flex-1 text-sm text-muted">Written here, read by deployments only, and never shown again. A stack has the new value with its next update.</p>{add}</div>
          <ul aria-label="Secrets" className="min-h-0 flex-1 overflow-y-auto border-t">
            {secrets.map((secret) => (
              <li key={secret.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-5 py-2.5 hover:bg-hover">
                <span className="min-w-0 flex-1 basis-[calc(100%-7rem)] lg:basis-52"><span className="font-mono text-sm font-medium">{secret.name}</span>{secret.description ? <span className="block truncate text-sm text-muted">{secret.description}</span> : null}</span>
                <span className="text-sm text-muted max-lg:order-2 lg:w-60">version {secret.version} by {secret.rotatedBy}, <Ago at={secret.rotatedAt} /><RotateBy day={secret.rotateBy} /></span>
                <span className="text-sm text-muted max-lg:order-2 lg:w-36">{secret.readAt === null ? 'never read' : <>read <Ago at={secret.readAt} /></>}</span>
                <span className="flex flex-wrap gap-1 max-lg:order-2 max-lg:basis-full lg:w-64">
                  {secret.namedIn.map((name) => <Badge key={name}>{name}</Badge>)}
                  {secret.usedBy.map(({ stackId, stackName, number }) => <Link prefetch={false} key={stackId} href={`${placeHref(project, 'stacks')}/${stackId}/graph`} className="text-xs underline" title={`It has version ${number}`}>{stackName}{number < secret.version ? ` (v${number})` : ''}</Link>)}
                  {secret.namedIn.length + secret.usedBy.length === 0 ? <span className="text-sm text-faint">not in use</span> : null}
                </span>
                <span className="flex max-lg:order-1">
                  <CopyButton text={`{get_secret: ${secret.name}}`} label={`Copy how ${secret.name} is named in an environment`} />
                  <Menu
                    label={secret.name}
                    trigger={<IconButton label={`Actions for ${secret.name}`} icon={<MoreHorizontal />} about={refusal} disabled={!mayChange} />}
                    items={[
                      { id: 'rotate', label: 'New value...', icon: <RefreshCw />, onSelect: () => setDoing({ what: 'rotate', secret }) },
                      { id: 'day', label: 'Rotate by...', icon: <CalendarClock />, onSelect: () => setDoing({ what: 'day', secret }) },
                      { id: 'remove', label: 'Remove...', icon: <Trash2 />, danger: true, onSelect: () => setDoing({ what: 'remove', secret }) },
                    ]}
                  />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {doing === null ? null : doing.what === 'day' ? <DayDialog project={project} secret={doing.secret} onClose={() => setDoing(null)} /> : doing.what === 'remove' ? <RemoveDialog project={project} secret={doing.secret} onClose={() => setDoing(null)} /> : <SecretDialog project={project} secret={doing.what === 'rotate' ? doing.secret : null} onClose={() => setDoing(null)} />}
    </>
  );
}

function SecretDialog({ project, secret, onClose }: { project: string; secret: SecretRow | null; onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [value, setValue] = useState('');
  const [day, setDay] = useState('');
  const save = useMutation({
    mutationFn: async () => { if (secret) unwrap(await rotateSecret(project, secret.id, value)); else unwrap(await createSecret(project, { name, description, value, rotateBy: day || null })); },
    onSuccess: () => {
      toast(secret ? `${secret.name} has a new value` : `${name} was stored`);
      void client.invalidateQueries({ queryKey: secretsKey(project) });
      onClose();
    },
  });
  const submit = (event: FormEvent) => { event.preventDefault(); save.mutate(); };
  return (
    <Dialog
      open onClose={onClose} title={secret ? `New value of ${secret.name}` : 'New secret'}
      description={secret ? 'Stacks keep the value they have until their next update.' : 'The value is encrypted at once. Nobody can read it back.'}
      footer={<><Button onClick={onClose}>Cancel</Button><Button variant="primary" type="submit" form="secret-form" disabled={save.isPending || value === '' || (!secret && name === '')}>Store</Button></>}
    >
      <form id="secret-form" onSubmit={submit} className="flex flex-col gap-3">
        {secret ? null : <Field label="Name" htmlFor="secret-name" required hint="Letters, digits, _ . and -"><Input id="secret-name" value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} className="font-mono" /></Field>}
        {secret ? null : <Field label="Description" htmlFor="secret-about"><Input id="secret-about" value={description} onChange={(event) => setDescription(event.target.value)} /></Field>}
        <Field label="Value" htmlFor="secret-value" required error={save.error?.message ?? null}><Textarea id="secret-value" rows={3} value={value} autoComplete="off" spellCheck={false} onChange={(event) => setValue(event.target.value)} className="font-mono text-xs [-webkit-text-security:disc] focus:[-webkit-text-security:none]" /></Field>
        {secret ? null : <Field label="Rotate by" htmlFor="secret-day" hint="The day by which it should have another value; the page reminds of it."><Input id="secret-day" type="date" value={day} onChange={(event) => setDay(event.target.value)} className="w-44" /></Field>}
      </form>
    </Dialog>
  );
}

/** When it is due to be exchanged, and that it is late. */
function RotateBy({ day }: { day: string | null }) {
  const now = useNow(60_000);
  if (day === null || now === 0) return null;
  const days = Math.ceil((Date.parse(`${day}T23:59:59`) - now) / 86_400_000);
  const words = days <= 0 ? `to be rotated since ${day}` : days <= SOON ? `rotate within ${days === 1 ? 'a day' : `${days} days`}` : `rotate by ${day}`;
  return <span className="flex items-center gap-1 text-xs" title={day}>{days <= SOON ? <TriangleAlert aria-hidden className={cn('size-3.5', days <= 0 ? 'text-status-failed' : 'text-status-held')} /> : null}{words}</span>;
}

/** So many days before it is due one is reminded. */
const SOON = 14;

function DayDialog({ project, secret, onClose }: { project: string; secret: SecretRow; onClose: () => void }) {
  const client = useQueryClient();
  const [day, setDay] = useState(secret.rotateBy ?? '');
  const save = useMutation({
    mutationFn: async () => unwrap(await changeRotateBy(project, secret.id, day || null)),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: secretsKey(project) });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={`When ${secret.name} is to be rotated`} footer={<><Button onClick={onClose}>Cancel</Button><Button variant="primary" type="submit" form="secret-day-form" disabled={save.isPending}>Save</Button></>}>
      <form id="secret-day-form" onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        <Field label="Rotate by" htmlFor="secret-rotate-by" hint="Empty: no day." error={save.error?.message ?? null}><Input id="secret-rotate-by" type="date" value={day} onChange={(event) => setDay(event.target.value)} className="w-44" /></Field>
      </form>
    </Dialog>
  );
}

function RemoveDialog({ project, secret, onClose }: { project: string; secret: SecretRow; onClose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: async () => unwrap(await removeSecret(project, secret.id)),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: secretsKey(project) });
      onClose();
    },
  });
  const uses = secret.usedBy.length + secret.namedIn.length;
  return (
    <Dialog open onClose={onClose} title={`Remove ${secret.name}?`} footer={<><Button onClick={onClose}>Keep it</Button><Button variant="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>Remove</Button></>}>
      <p className="text-sm text-muted">All {secret.version} versions are lost. {uses === 0 ? 'Nothing names it.' : `It is named or used in ${uses} places: stacks keep their value, and cannot be deployed with those environments again before they name another secret.`}</p>
      {remove.error ? <p role="alert" className="pt-2 text-sm">{remove.error.message}</p> : null}
    </Dialog>
  );
}
