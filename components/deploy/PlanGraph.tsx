'use client';
import { useMemo, useState } from 'react';
import type { JsonMap } from '@/lib/hot/types';
import type { PlanView, ResourceView } from '@/lib/wire/types';
import { ResourceGraph } from '@/components/stack/graph/ResourceGraph';

/** The plan as a graph: what will be done to each resource, on the places of the designer. */
export function PlanGraph({ plan, layout }: { plan: PlanView; layout: JsonMap }) {
  const [selected, setSelected] = useState<string | null>(null);
  const decisions = useMemo(() => new Map(plan.entries.map((entry) => [entry.name, entry.decision])), [plan]);
  const resources = useMemo(
    () => plan.entries.map((entry): ResourceView => ({
      id: entry.name, stackId: '', name: entry.name, type: entry.type, physicalResourceId: null, action: 'INIT', status: 'COMPLETE', statusReason: '', waitingFor: null,
      requires: entry.requires, replaces: null, replacedBy: null, startedAt: null, updatedAt: '',
    })),
    [plan],
  );
  return <ResourceGraph resources={resources} layout={layout} selected={selected} cause={null} decisions={decisions} onSelect={setSelected} />;
}
