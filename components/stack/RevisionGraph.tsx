'use client';
import { useMemo, useState } from 'react';
import { lineDifference, nameOf, projectGraph, type ResourceDifference, templateDifference } from '@/lib/graph';
import { readTemplateText } from '@/lib/hot/reading';
import type { Template, TypeCatalogue } from '@/lib/hot/types';
import type { PlanDecision, ResourceView } from '@/lib/wire/types';
import { Badge } from '@/components/ui/Badge';
import { ResourceGraph } from './graph/ResourceGraph';

const DECISIONS: Readonly<Record<ResourceDifference['kind'], PlanDecision>> = { added: 'create', changed: 'update', removed: 'delete', same: 'keep' };
/** Only lines are asked for, which need no schema. */
const NO_TYPES: TypeCatalogue = { get: () => undefined, names: () => [] };

/** Two revisions as one graph: what came, what went, and what is another way now. */
export function RevisionGraph({ before, after }: { before: string; after: string }) {
  const [selected, setSelected] = useState<string | null>(null);
  const read = useMemo(() => {
    const [earlier, later] = [readTemplateText(before).template, readTemplateText(after).template];
    return earlier === null || later === null ? null : { earlier, later, differences: templateDifference(earlier, later), lines: lineDifference(projectGraph(earlier, NO_TYPES), projectGraph(later, NO_TYPES)) };
  }, [before, after]);
  const decisions = useMemo(() => new Map(read?.differences.map(({ name, kind }) => [name, DECISIONS[kind]])), [read]);
  const resources = useMemo(() => (read === null ? [] : resourcesOf(read.differences, read.earlier, read.later)), [read]);
  if (read === null) return <p className="p-4 text-sm text-muted">One of the two texts cannot be read as a template; compare them as text.</p>;
  const changed = read.differences.filter(({ kind }) => kind !== 'same');
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ul aria-label="Resources that differ" className="flex max-h-40 shrink-0 flex-col gap-1 overflow-y-auto border-b px-4 py-2 text-xs" tabIndex={-1}>
        {changed.length === 0 && read.lines.size === 0 ? <li className="text-muted">The resources are the same.</li> : null}
        {[...read.lines].map(([line, change]) => <li key={line} className="flex items-baseline gap-2"><Badge>{change}</Badge><span className="font-medium">{line.replace('>', ' → ')}</span><span className="text-muted">line</span></li>)}
        {changed.map((each) => <li key={each.name} className="flex items-baseline gap-2"><Badge>{each.kind}</Badge><span className="font-medium">{each.name}</span><span className="min-w-0 truncate font-mono text-muted">{each.kind === 'changed' ? each.paths.join(', ') : each.type}</span></li>)}
      </ul>
      <ResourceGraph resources={resources} layout={{}} selected={selected} cause={null} decisions={decisions} lines={read.lines} onSelect={setSelected} />
    </div>
  );
}

function resourcesOf(differences: readonly ResourceDifference[], earlier: Template, later: Template): ResourceView[] {
  const requires = new Map<string, Set<string>>();
  for (const template of [earlier, later]) {
    for (const { from, to } of projectGraph(template, NO_TYPES).edges) {
      if (!from.startsWith('resource:') || !to.startsWith('resource:') || from === to) continue;
      const name = nameOf(to);
      requires.set(name, (requires.get(name) ?? new Set()).add(nameOf(from)));
    }
  }
  return differences.map(({ name, type }): ResourceView => ({
    id: name, stackId: '', name, type, physicalResourceId: null, action: 'INIT', status: 'COMPLETE', statusReason: '', waitingFor: null,
    requires: [...(requires.get(name) ?? [])], replaces: null, replacedBy: null, startedAt: null, updatedAt: '',
  }));
}
