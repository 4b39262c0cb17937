'use client';
import { ArrowLeft, ArrowRight, Layers, X } from 'lucide-react';
import { standardKey } from '@/components/shell/keymap';
import { IconButton } from '@/components/ui/IconButton';
import { Select } from '@/components/ui/Select';
import type { EnvironmentRow, LayerRef } from '@/lib/wire/environments';

/** Environments a stack is deployed with, in order: what comes later wins, and what the draft brings itself comes last. */
export function LayerChips({ layers, known, own, onChange }: { layers: readonly LayerRef[]; known: readonly EnvironmentRow[]; own: boolean; onChange: (layers: LayerRef[]) => void }) {
  const nameOf = ({ id }: LayerRef): string => known.find((each) => each.id === id)?.name ?? 'gone';
  const move = (index: number, by: number) => {
    const next = [...layers];
    next.splice(index + by, 0, ...next.splice(index, 1));
    onChange(next);
  };
  const rest = known.filter(({ id }) => !layers.some((layer) => layer.id === id));
  if (known.length === 0 && !own) return null;
  return (
    <section aria-label="Environments" className="mb-5 flex flex-col gap-2">
      <h3 className="flex items-center gap-2 text-sm font-semibold"><Layers className="size-4 text-muted" aria-hidden />Environments <span className="font-normal text-muted">later ones win</span></h3>
      <ol className="flex flex-wrap items-center gap-1.5">
        {layers.map((layer, index) => (
          <li key={layer.id}>
            <span
              className="flex h-8 items-center gap-1 rounded-full border bg-surface ps-3 pe-1 text-sm focus-within:border-ink"
              onKeyDown={(event) => {
                const keys = standardKey('form', event);
                const by = keys === 'Alt+ArrowLeft' ? -1 : keys === 'Alt+ArrowRight' ? 1 : 0;
                if (by === 0 || index + by < 0 || index + by >= layers.length) return;
                event.preventDefault();
                move(index, by);
              }}
              role="group"
              aria-label={`${index + 1}. ${nameOf(layer)}`}
            >
              <span className="text-xs tabular-nums text-faint">{index + 1}</span>{nameOf(layer)}{layer.number ? <span className="text-xs text-muted">v{layer.number}</span> : null}
              <IconButton label={`${nameOf(layer)}: earlier`} keys="form:Alt+ArrowLeft" icon={<ArrowLeft />} className="size-6" disabled={index === 0} onClick={() => move(index, -1)} />
              <IconButton label={`${nameOf(layer)}: later`} keys="form:Alt+ArrowRight" icon={<ArrowRight />} className="size-6" disabled={index === layers.length - 1} onClick={() => move(index, 1)} />
              <IconButton label={`Deploy without ${nameOf(layer)}`} icon={<X />} className="size-6" onClick={() => onChange(layers.filter((_, at) => at !== index))} />
            </span>
          </li>
        ))}
        {own ? <li className="flex h-8 items-center gap-1.5 rounded-full border border-dashed bg-surface px-3 text-sm text-muted"><span className="text-xs tabular-nums text-faint">{layers.length + 1}</span>of this draft</li> : null}
        {rest.length > 0 ? <li className="w-48"><Select aria-label="Add an environment" value={undefined} placeholder="Add an environment" options={rest.map(({ id, name }) => ({ value: id, label: name }))} onChange={(id) => onChange([...layers, { id }])} /></li> : null}
      </ol>
    </section>
  );
}
