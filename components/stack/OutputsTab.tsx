'use client';
import { type ReactNode, useState } from 'react';
import { Eye, EyeOff } from 'lucide-react';
import type { Json } from '@/lib/hot/types';
import type { StackView } from '@/lib/wire/types';
import { Status } from '@/components/status/Status';
import type { StackValues } from '@/components/live/useStackValues';
import { useStackValues } from '@/components/live/useStackValues';
import { QrButton } from '@/components/qr/QrButton';
import { Badge } from '@/components/ui/Badge';
import { CopyButton } from '@/components/ui/CopyButton';
import { IconButton } from '@/components/ui/IconButton';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { useReferences, type References } from './useReferences';
import { plain } from './Values';

export interface OutputsTabProps {
  project: string;
  stack: StackView;
  /** Opens a resource by its name. */
  onOpen: (name: string) => void;
}

/** What the stack says of itself, and what it was told: each value with where it comes from and where it goes. */
export function OutputsTab({ project, stack, onOpen }: OutputsTabProps) {
  const values = useStackValues(project, stack.id, stack.eventSeq);
  const references = useReferences(stack.templateText);
  if (values.error) return <ProblemView what="the outputs" error={values.error} onRetry={() => void values.refetch()} />;
  if (!values.data) return <SkeletonRows />;
  const { outputs, parameters, environment } = values.data;
  const gone = stack.deletedAt !== null ? 'They went with the stack.' : null;
  return (
    <div className="grid min-h-0 flex-1 auto-rows-max content-start gap-6 overflow-y-auto p-5 xl:grid-cols-2" tabIndex={0} role="group" aria-label="Outputs and parameters">
      <Outputs outputs={outputs} gone={gone} references={references} onOpen={onOpen} />
      <div className="flex min-w-0 flex-col gap-6">
        <Parameters parameters={parameters} gone={gone} references={references} />
        <Environment environment={environment} />
      </div>
    </div>
  );
}

function Outputs({ outputs, gone, references, onOpen }: Pick<StackValues, 'outputs'> & { gone: string | null; references: References | undefined; onOpen: (name: string) => void }) {
  return (
    <Card title="Outputs" empty={outputs.length === 0 ? (gone ?? 'The template declares no outputs.') : null}>
      {outputs.map((output) => (
        <Row key={output.name} name={output.name} about={output.description} copy={output.error === null ? plain(output.value) : null} qr={output.error === null && plain(output.value) !== ''}>
          {output.error === null ? (
            isDelicate(output.name) ? <Covered name={output.name} value={plain(output.value)} /> : <Value value={short(output.value)} />
          ) : (
            <span className="flex flex-col gap-0.5"><Status action="CREATE" status="FAILED" label="No value" /><span className="font-mono text-xs text-muted">{output.error}</span></span>
          )}
          <From names={references?.outputs.get(output.name) ?? []} words="from" onOpen={onOpen} />
        </Row>
      ))}
    </Card>
  );
}

const ORIGINS: Record<StackValues['parameters'][number]['from'], string> = {
  given: 'given', environment: 'from the environment', 'environment default': 'default of the environment', default: 'default of the template', nothing: 'not given',
};

function Parameters({ parameters, gone, references }: Pick<StackValues, 'parameters'> & { gone: string | null; references: References | undefined }) {
  return (
    <Card title="Parameters" empty={parameters.length === 0 ? (gone ?? 'The template takes no parameters.') : null}>
      {parameters.map((parameter) => (
        <Row key={parameter.name} name={parameter.name} about={parameter.description} copy={parameter.hidden || parameter.value === null ? null : plain(parameter.value)}>
          <span className="flex flex-col items-start gap-y-0.5">
            {parameter.hidden ? <Badge title="Its value is shown to nobody">hidden</Badge> : <Value value={parameter.value === null ? 'none' : short(parameter.value)} />}
            <span className="text-xs leading-4.5 text-muted">{ORIGINS[parameter.from]}</span>
          </span>
          <From names={references?.parameters.get(parameter.name) ?? []} words="used by" />
        </Row>
      ))}
    </Card>
  );
}

function Environment({ environment }: Pick<StackValues, 'environment'>) {
  const text = JSON.stringify(environment, null, 2);
  const empty = Object.keys(environment).length === 0;
  return (
    <Card title="Environment" empty={empty ? 'It was deployed without an environment.' : null}>
      <div className="relative">
        <CopyButton text={text} label="Copy the environment" className="absolute end-3 top-2 bg-surface" />
        <pre tabIndex={0} aria-label="Environment" className="max-h-80 overflow-auto px-4 py-3 font-mono text-xs">{text}</pre>
      </div>
    </Card>
  );
}

/** What is short stands on one line. */
function short(value: Json): string {
  const line = typeof value === 'string' ? value : JSON.stringify(value);
  return line.length <= 60 ? line : plain(value);
}

/** Addresses can be followed. */
function Value({ value }: { value: string }) {
  const address = /^https?:\/\/\S+$/.test(value);
  return <pre className="min-w-0 whitespace-pre-wrap break-words font-mono text-xs leading-4.5">{address ? <a href={value} rel="noreferrer" target="_blank" className="underline underline-offset-2">{value}</a> : value}</pre>;
}

/** Whether a name says that its value is not for everybody who looks at the screen. Values of hidden parameters never come here. */
function isDelicate(name: string): boolean {
  return /pass(word|wd|phrase)|secret|token|credential|private|api_?key/i.test(name);
}

function Covered({ name, value }: { name: string; value: string }) {
  const [open, setOpen] = useState(false);
  return (
    <span className="flex items-start gap-2">
      <IconButton label={`${open ? 'Cover' : 'Reveal'} ${name}`} icon={open ? <EyeOff /> : <Eye />} onClick={() => setOpen(!open)} className="-my-1 -ms-1.5 size-7" />
      {open ? <Value value={value} /> : <span aria-hidden className="font-mono text-xs leading-4.5 tracking-widest text-muted">••••••••</span>}
    </span>
  );
}

const NAMED = 6;

function From({ names, words, onOpen }: { names: readonly string[]; words: string; onOpen?: (name: string) => void }) {
  if (names.length === 0) return null;
  return (
    <span className="mt-0.5 flex flex-wrap gap-x-1.5 text-xs text-muted">
      {words}
      {names.slice(0, NAMED).map((name) => (onOpen ? <button key={name} type="button" onClick={() => onOpen(name)} className="rounded-sm text-ink hover:underline">{name}</button> : <span key={name} className="text-ink">{name}</span>))}
      {names.length > NAMED ? `and ${names.length - NAMED} more` : null}
    </span>
  );
}

function Card({ title, empty, children }: { title: string; empty: string | null; children: ReactNode }) {
  return (
    <section aria-label={title} className="w-full self-start overflow-hidden rounded-lg border bg-surface">
      <h2 className="border-b px-4 py-2 text-sm font-semibold">{title}</h2>
      {empty ? <p className="px-4 py-3 text-sm text-muted">{empty}</p> : title === 'Environment' ? children : <dl>{children}</dl>}
    </section>
  );
}

function Row({ name, about, copy, qr = false, children }: { name: string; about: string; copy: string | null; qr?: boolean; children: ReactNode }) {
  return (
    <div data-output={name} className="flex items-start gap-4 border-b px-4 py-2.5 last:border-0">
      <dt className="w-44 shrink-0">
        <span className="block break-words text-sm font-medium">{name}</span>
        {about ? <span className="block text-xs text-muted">{about}</span> : null}
      </dt>
      <dd className="flex min-w-0 flex-1 items-start gap-3">
        <div className="min-w-0 flex-1">{children}</div>
        {copy !== null && qr ? <QrButton name={name} text={copy} className="-my-1 -me-2 size-7" /> : null}
        {copy !== null ? <CopyButton text={copy} label={`Copy ${name}`} className="-my-1 size-7" /> : null}
      </dd>
    </div>
  );
}
