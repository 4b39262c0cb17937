'use client';
import { useEffect, useMemo, useState } from 'react';
import { Pause, Play } from 'lucide-react';
import type { JsonMap } from '@/lib/hot/types';
import type { PlanView, ResourceView } from '@/lib/wire/types';
import { ResourceGraph } from '@/components/stack/graph/ResourceGraph';
import { IconButton } from '@/components/ui/IconButton';
import { planWaves } from './planWaves';

const STEP_MS = 900;

/** The plan as a graph: what will be done to each resource, on the places of the designer; step by step, in the order in which it will be done. */
export function PlanGraph({ plan, layout }: { plan: PlanView; layout: JsonMap }) {
  const [selected, setSelected] = useState<string | null>(null);
  const waves = useMemo(() => planWaves(plan.entries), [plan]);
  const [step, setStep] = useState(waves.length);
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setStep((before) => Math.min(waves.length, before + 1)), STEP_MS);
    return () => clearInterval(timer);
  }, [playing, waves.length]);
  const running = playing && step < waves.length;
  const begun = useMemo(() => new Set(waves.slice(0, step).flatMap(({ names }) => names)), [waves, step]);
  const decisions = useMemo(() => new Map(plan.entries.filter(({ name, decision }) => decision === 'keep' || begun.has(name)).map((entry) => [entry.name, entry.decision])), [plan, begun]);
  const resources = useMemo(
    () => plan.entries.map((entry): ResourceView => ({
      id: entry.name, stackId: '', name: entry.name, type: entry.type, physicalResourceId: null, action: 'INIT', status: 'COMPLETE', statusReason: '', waitingFor: null,
      requires: entry.requires.length > 0 || !entry.name.includes('/') ? entry.requires : [entry.name.slice(0, entry.name.lastIndexOf('/'))], replaces: null, replacedBy: null, startedAt: null, updatedAt: '',
    })),
    [plan],
  );
  const now = waves[step - 1];
  return (
    <>
      <ResourceGraph resources={resources} layout={layout} selected={selected} cause={null} decisions={decisions} onSelect={setSelected} />
      {waves.length > 1 ? (
        <div role="group" aria-label="Order of the plan" className="flex h-12 shrink-0 items-center gap-3 border-t bg-surface px-4 text-sm">
          <IconButton label={running ? 'Stop' : 'Play the order'} icon={running ? <Pause /> : <Play />} onClick={() => { if (running) setPlaying(false); else { setStep(step >= waves.length ? 0 : step); setPlaying(true); } }} />
          <input type="range" aria-label="Step of the plan" aria-valuetext={step === 0 ? 'before it begins' : `step ${step} of ${waves.length}: ${now?.names.join(', ') ?? ''}`} min={0} max={waves.length} value={step} onChange={(event) => { setPlaying(false); setStep(Number(event.target.value)); }} className="min-w-24 flex-1 accent-ink" />
          <p className="w-64 min-w-0 truncate text-xs text-muted" title={now?.names.join(', ')}>
            <span className="tabular-nums text-ink">{step} / {waves.length}</span> {now === undefined ? 'before it begins' : `${now.deletes ? 'delete' : 'at the same time'}: ${now.names.join(', ')}`}
          </p>
        </div>
      ) : null}
    </>
  );
}
