'use client';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import type { LayerRef } from '@/lib/wire/environments';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Menu } from '@/components/ui/Menu';
import { useEnvironments } from './useEnvironments';

export interface LayerChooserProps {
  project: string;
  /** The weakest first. */
  layers: readonly LayerRef[];
  onChange: (layers: LayerRef[]) => void;
}

/** Environments of the library in the order in which they are applied: the last one that gives a value wins. */
export function LayerChooser({ project, layers, onChange }: LayerChooserProps) {
  const { data = [], isPending } = useEnvironments(project);
  const left = data.filter(({ id }) => !layers.some((layer) => layer.id === id));
  const move = (from: number, to: number) => {
    const next = [...layers];
    const [layer] = next.splice(from, 1);
    if (layer) next.splice(to, 0, layer);
    onChange(next);
  };
  return (
    <div className="flex flex-col gap-1.5">
      {layers.length === 0 ? null : (
        <ol aria-label="Environments, the last wins" className="flex flex-col overflow-hidden rounded-md border bg-surface">
          {layers.map((layer, index) => {
            const environment = data.find(({ id }) => id === layer.id);
            const name = environment?.name ?? (isPending ? '...' : 'removed');
            return (
              <li key={layer.id} className="flex h-9 items-center gap-1 border-b ps-2.5 last:border-0">
                <span className="w-4 text-xs tabular-nums text-faint">{index + 1}</span>
                <span className="min-w-0 flex-1 truncate text-sm">{name} <span className="text-xs text-faint">{environment ? `v${layer.number ?? environment.version}` : ''}</span></span>
                <IconButton label={`Move ${name} up`} icon={<ArrowUp />} disabled={index === 0} onClick={() => move(index, index - 1)} className="size-7" />
                <IconButton label={`Move ${name} down`} icon={<ArrowDown />} disabled={index === layers.length - 1} onClick={() => move(index, index + 1)} className="size-7" />
                <IconButton label={`Deploy without ${name}`} icon={<X />} onClick={() => onChange(layers.filter((each) => each.id !== layer.id))} className="size-7" />
              </li>
            );
          })}
        </ol>
      )}
      {left.length === 0 ? (data.length === 0 && !isPending ? <p className="text-xs text-muted">This project has no environments yet.</p> : null) : (
        <Menu
          align="start"
          label="Environments"
          trigger={<Button size="sm" className="self-start"><Plus aria-hidden />Add environment</Button>}
          items={left.map(({ id, name, description, version }) => ({ id, label: name, hint: description || `version ${version}`, onSelect: () => onChange([...layers, { id }]) }))}
        />
      )}
    </div>
  );
}
