'use client';
import type { ReactNode } from 'react';
import { Status } from '@/components/status/Status';
import type { StackValues } from '@/components/live/useStackValues';
import { useStackValues } from '@/components/live/useStackValues';
import { Badge } from '@/components/ui/Badge';
import { CopyButton } from '@/components/ui/CopyButton';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { plain } from './Values';

/** What the stack says of itself, and what it was told. */
export function OutputsTab({ project, stackId, eventSeq }: { project: string; stackId: string; eventSeq: number }) {
  const values = useStackValues(project, stackId, eventSeq);
  if (values.error) return <ProblemView what="the outputs" error={values.error} onRetry={() => void values.refetch()} />;
  if (!values.data) return <SkeletonRows />;
  return (
    <div className="grid min-h-0 flex-1 content-start gap-6 overflow-y-auto p-5 xl:grid-cols-2" tabIndex={0} role="group" aria-label="Outputs and parameters">
      <Outputs outputs={values.data.outputs} />
      <Parameters parameters={values.data.parameters} />
    </div>
  );
}

function Outputs({ outputs }: Pick<StackValues, 'outputs'>) {
  return (
    <Card title="Outputs" empty={outputs.length === 0 ? 'The template declares no outputs.' : null}>
      {outputs.map((output) => (
        <Row key={output.name} name={output.name} about={output.description} copy={output.error === null ? plain(output.value) : null}>
          {output.error === null ? (
            <pre className="whitespace-pre-wrap break-words font-mono text-xs">{plain(output.value)}</pre>
          ) : (
            <span className="flex flex-col gap-0.5"><Status action="CREATE" status="FAILED" label="No value" /><span className="font-mono text-xs text-muted">{output.error}</span></span>
          )}
        </Row>
      ))}
    </Card>
  );
}

function Parameters({ parameters }: Pick<StackValues, 'parameters'>) {
  return (
    <Card title="Parameters" empty={parameters.length === 0 ? 'The template takes no parameters.' : null}>
      {parameters.map((parameter) => (
        <Row key={parameter.name} name={parameter.name} about={parameter.description} copy={parameter.hidden ? null : plain(parameter.value)}>
          {parameter.hidden ? <Badge>hidden</Badge> : <pre className="whitespace-pre-wrap break-words font-mono text-xs">{plain(parameter.value)}</pre>}
        </Row>
      ))}
    </Card>
  );
}

function Card({ title, empty, children }: { title: string; empty: string | null; children: ReactNode }) {
  return (
    <section aria-label={title} className="self-start overflow-hidden rounded-lg border bg-surface">
      <h2 className="border-b px-4 py-2 text-sm font-semibold">{title}</h2>
      {empty ? <p className="px-4 py-3 text-sm text-muted">{empty}</p> : <dl>{children}</dl>}
    </section>
  );
}

function Row({ name, about, copy, children }: { name: string; about: string; copy: string | null; children: ReactNode }) {
  return (
    <div data-output={name} className="flex items-start gap-4 border-b px-4 py-2.5 last:border-0">
      <dt className="w-44 shrink-0">
        <span className="block break-words text-sm font-medium">{name}</span>
        {about ? <span className="block text-xs text-muted">{about}</span> : null}
      </dt>
      <dd className="flex min-w-0 flex-1 items-start gap-3">
        <div className="min-w-0 flex-1">{children}</div>
        {copy !== null ? <CopyButton text={copy} label={`Copy ${name}`} className="-my-1 size-7" /> : null}
      </dd>
    </div>
  );
}
