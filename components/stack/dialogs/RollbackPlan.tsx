'use client';
import { TriangleAlert } from 'lucide-react';
import type { JsonMap } from '@/lib/hot/types';
import type { PlanEntry, PlanView } from '@/lib/wire/types';
import { PlanGraph } from '@/components/deploy/PlanGraph';
import { DecisionIcon } from '@/components/status/decisions';
import { Badge } from '@/components/ui/Badge';
import { losesData } from '@/lib/graph/data-bearing';
import { lasting, rollbackGroups } from './consequences';

export interface RollbackPlanProps {
  plan: PlanView;
  /** Places of the designer. */
  layout: JsonMap;
  /** Nothing was running before: everything goes. */
  toNothing: boolean;
}

/** What going back will do: the graph with every decision, three groups beside it, and what cannot be taken back. */
export function RollbackPlan({ plan, layout, toNothing }: RollbackPlanProps) {
  const { restored, recreated, deleted, unchanged } = rollbackGroups(plan);
  const stays = lasting(plan);
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="flex h-[46vh] min-h-64 flex-col overflow-hidden rounded-lg border max-lg:h-64"><PlanGraph plan={plan} layout={layout} /></div>
      <div className="flex min-w-0 flex-col gap-3 overflow-y-auto lg:max-h-[46vh]" tabIndex={0} role="group" aria-label="What will be done">
        {toNothing ? (
          <p className="text-sm">Nothing was running before: going back deletes {deleted.length === 1 ? 'the one resource' : `all ${deleted.length} resources`}. The stack stays listed as rolled back, with none.</p>
        ) : null}
        <Group title="Changed back where they are" entries={restored} />
        <Group title="Made anew" entries={recreated} />
        <Group title="Deleted" entries={deleted} />
        {restored.length + recreated.length + deleted.length === 0 ? <p className="text-sm text-muted">No resource is touched.</p> : null}
        {unchanged > 0 ? <p className="text-sm text-muted">{unchanged} {unchanged === 1 ? 'resource stays' : 'resources stay'} as {unchanged === 1 ? 'it is' : 'they are'}.</p> : null}
        {stays.length > 0 ? (
          <section aria-label="Cannot be taken back">
            <h3 className="flex items-center gap-1.5 text-sm font-semibold"><TriangleAlert aria-hidden className="size-4 text-status-held" />Cannot be taken back</h3>
            <ul className="mt-1 list-disc ps-5 text-sm text-muted">{stays.map((words) => <li key={words}>{words}</li>)}</ul>
          </section>
        ) : null}
      </div>
    </div>
  );
}

function Group({ title, entries }: { title: string; entries: readonly PlanEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="text-sm font-semibold">{title} <span className="font-normal tabular-nums text-muted">{entries.length}</span></h3>
      <ul className="mt-1 flex flex-col gap-1">
        {entries.map((entry) => (
          <li key={entry.name} data-plan={`${entry.decision} ${entry.name}`} className="flex items-start gap-2">
            <DecisionIcon decision={entry.decision} className="mt-px" />
            <span className="min-w-0 flex-1 text-sm">
              <span className="flex flex-wrap items-center gap-x-2"><span className="font-medium">{entry.name}</span><Fate entry={entry} /></span>
              <span className="block text-xs text-muted">{entry.reason}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What becomes of what it holds. */
export function Fate({ entry }: { entry: PlanEntry }) {
  if (losesData(entry)) return <Badge className="border-status-failed text-ink"><TriangleAlert aria-hidden className="size-3 text-status-failed" />its data is lost</Badge>;
  if (entry.decision !== 'delete' && entry.decision !== 'replace') return null;
  if (entry.whenDeleted === 'retained') return <Badge>kept outside the stack</Badge>;
  return entry.whenDeleted === 'snapshotted' ? <Badge>a snapshot is kept</Badge> : null;
}
