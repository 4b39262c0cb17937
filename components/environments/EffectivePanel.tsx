'use client';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Combine } from 'lucide-react';
import { getEffective } from '@/app/actions/environments';
import type { EffectiveView, EnvironmentRow, LayerRef, TemplateRef } from '@/lib/wire/environments';
import { unwrap } from '@/components/live/unwrap';
import { Badge } from '@/components/ui/Badge';
import { EmptyState } from '@/components/ui/EmptyState';
import { Field } from '@/components/ui/Field';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { LayerChooser } from './LayerChooser';
import { TemplateSelect } from './TemplateSelect';
import { Value } from './Value';

/** A template and environments in an order: the values it would be deployed with, who wins, and why. */
export function EffectivePanel({ project, environments }: { project: string; environments: readonly EnvironmentRow[] }) {
  const [template, setTemplate] = useState<TemplateRef | null>(null);
  const [layers, setLayers] = useState<LayerRef[]>(environments.slice(0, 1).map(({ id }) => ({ id })));
  const view = useQuery({
    queryKey: ['effective', project, template, layers, environments.map(({ version }) => version)],
    queryFn: async () => (template === null ? null : unwrap(await getEffective(project, template, layers))),
    enabled: template !== null,
    placeholderData: (before) => before,
  });
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[300px_minmax(0,1fr)] max-md:grid-cols-1 max-md:overflow-y-auto">
      <div className="flex flex-col gap-4 overflow-y-auto border-e p-5 max-md:border-b max-md:border-e-0" tabIndex={-1}>
        <Field label="Template" htmlFor="effective-template"><TemplateSelect id="effective-template" project={project} value={template} onChange={setTemplate} /></Field>
        <div className="flex flex-col gap-1.5"><p className="text-sm font-medium">Environments, the last wins</p><LayerChooser project={project} layers={layers} onChange={setLayers} /></div>
      </div>
      <div className="flex min-h-0 min-w-0 flex-col overflow-y-auto" tabIndex={-1}>
        {template === null ? <EmptyState icon={<Combine />} title="Choose a template">Then this shows the values it gets from the environments, which one wins, and why.</EmptyState> : null}
        {template !== null && view.isPending ? <SkeletonRows rows={6} label="Working out the values" /> : null}
        {view.error ? <ProblemView what="the effective values" error={view.error} onRetry={() => void view.refetch()} /> : null}
        {view.data ? <Result view={view.data} /> : null}
      </div>
    </div>
  );
}

function Result({ view }: { view: EffectiveView }) {
  return (
    <div className="flex flex-col gap-6 p-5">
      {view.problems.length === 0 ? null : <ul role="alert" className="rounded-md border border-status-failed px-3 py-2 text-sm">{view.problems.map((problem) => <li key={problem}>{problem}</li>)}</ul>}
      <section aria-labelledby="effective-parameters">
        <h2 id="effective-parameters" className="pb-2 text-sm font-semibold">Parameters</h2>
        {view.parameters.length === 0 ? <p className="text-sm text-muted">This template takes no parameters.</p> : (
          <ul className="overflow-hidden rounded-lg border">
            {view.parameters.map(({ name, hidden, value, from, candidates, why }) => (
              <li key={name} className="grid grid-cols-[minmax(120px,1fr)_minmax(120px,1.4fr)_minmax(160px,2fr)] gap-4 border-b px-4 py-2 last:border-0 max-md:grid-cols-1 max-md:gap-1">
                <span className="break-words font-mono text-xs font-medium leading-5">{name}</span>
                <span className="min-w-0">{from === null ? <Badge>no value</Badge> : hidden && value === null ? <span className="text-sm text-muted">hidden</span> : <Value value={value} />}</span>
                <span className="text-sm text-muted">
                  {from === null ? null : <span className="font-medium text-ink">{from === 'template' ? 'template' : from}: </span>}{why}
                  {candidates.length > 1 ? (
                    <details className="text-xs"><summary>{candidates.length} places have a value</summary>
                      <ol className="mt-1 flex flex-col gap-0.5">{candidates.map((candidate, index) => <li key={index} className="flex gap-2"><span>{candidate.from} ({candidate.section})</span>{candidate.value === null ? null : <Value value={candidate.value} />}</li>)}</ol>
                    </details>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
        )}
        <p className="pt-2 text-xs text-muted">Values typed when deploying win over all environments. Heat’s own clients send environment files together with the request: there a file wins over a parameter of the request.</p>
      </section>
      {view.unknown.length === 0 ? null : (
        <section aria-labelledby="effective-unknown">
          <h2 id="effective-unknown" className="pb-2 text-sm font-semibold">Not asked for by this template</h2>
          <p className="flex flex-wrap gap-1.5">{view.unknown.map(({ name, from }) => <Badge key={`${name} ${from}`}>{name} ({from})</Badge>)}</p>
        </section>
      )}
      {view.registry.length === 0 ? null : (
        <section aria-labelledby="effective-registry">
          <h2 id="effective-registry" className="pb-2 text-sm font-semibold">Types</h2>
          <ul className="overflow-hidden rounded-lg border">
            {view.registry.map(({ pattern, target, from, matches }, index) => (
              <li key={index} className="flex flex-wrap gap-x-3 border-b px-4 py-2 text-sm last:border-0"><span className="font-mono text-xs leading-5">{pattern} → {target}</span><span className="text-muted">{from}; {matches.length === 0 ? 'matches nothing here' : `matches ${matches.join(', ')}`}</span></li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
