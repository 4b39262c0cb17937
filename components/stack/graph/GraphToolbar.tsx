'use client';
import { Eye, Ghost, Layers, LocateFixed, ScrollText, Thermometer } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { RevisionView } from '@/lib/wire/types';
import { FAMILIES, FAMILY_WORD } from '@/components/status/families';
import { StatusIcon } from '@/components/status/StatusIcon';
import { Button } from '@/components/ui/Button';
import { FilterBox } from '@/components/ui/FilterBox';
import { lazily } from '@/components/ui/lazily';
import { Segments } from '@/components/ui/Segments';
import { Select } from '@/components/ui/Select';
import { useNarrow } from '@/components/ui/useNarrow';
import type { GraphToggle, GraphView } from './graphView';

/** Only narrow windows need it. */
const CheckMenu = lazily(async () => (await import('@/components/ui/CheckMenu')).CheckMenu);

export interface GraphToolbarProps {
  view: GraphView;
  onChange: (change: Partial<GraphView>) => void;
  /** Those it can be compared with. */
  versions: readonly RevisionView[];
  hasNested: boolean;
  ghostCount: number;
  /** How many match the filter, of how many; null without a filter. */
  matching: { shown: number; all: number } | null;
}

interface Toggle {
  name: GraphToggle;
  label: string;
  icon: typeof Ghost;
  title: string;
  disabled?: boolean;
}

/** Above the graph: live, as designed, or beside another version; and what is laid over it, which is a menu where there is little room. */
export function GraphToolbar({ view, onChange, versions, hasNested, ghostCount, matching }: GraphToolbarProps) {
  const narrow = useNarrow();
  const toggles: Toggle[] = view.overlay !== 'live' ? [] : [
    ...(hasNested ? [{ name: 'nested', label: 'Nested', icon: Layers, title: 'Show what nested stacks are made of' } as const] : []),
    { name: 'ghosts', label: ghostCount > 0 ? `Ghosts ${ghostCount}` : 'Ghosts', icon: Ghost, title: ghostCount > 0 ? 'Show what the operation deleted or replaced' : 'The operation deleted and replaced nothing.', disabled: ghostCount === 0 && !view.ghosts },
    { name: 'heat', label: 'Durations', icon: Thermometer, title: 'Show how long the last action on each took' },
    { name: 'follow', label: 'Follow', icon: LocateFixed, title: 'Keep what is being done in view, while nobody moves the graph' },
    { name: 'feed', label: 'Feed', icon: ScrollText, title: 'The latest events below the graph' },
  ];
  return (
    <div className="@container flex min-h-11 shrink-0 flex-wrap items-center gap-x-1.5 gap-y-1 border-b px-4 py-1.5">
      <Segments
        label="What is shown"
        value={view.overlay}
        onChange={(overlay) => onChange({ overlay, version: overlay === 'version' ? (view.version ?? versions[0]?.number ?? null) : view.version })}
        options={[{ value: 'live', label: 'Live' }, { value: 'design', label: 'Design' }, { value: 'version', label: 'Compare', disabled: versions.length === 0, title: versions.length === 0 ? 'There is no other version to compare with.' : undefined }]}
      />
      {view.overlay === 'version' ? <Select aria-label="Version to compare with" value={view.version === null ? undefined : String(view.version)} onChange={(value) => onChange({ version: Number(value) })} className="h-7 w-32 text-xs" options={versions.map((each) => ({ value: String(each.number), label: `with r${each.number}` }))} /> : (
        <span className="flex items-center gap-1.5 max-md:order-last max-md:basis-full">
          <FilterBox value={view.filter} onChange={(filter) => onChange({ filter })} placeholder="Find in the graph" className="w-48 max-md:w-auto max-md:flex-1" />
          {matching ? <span role="status" className="text-xs tabular-nums text-muted">{matching.shown} of {matching.all}</span> : null}
        </span>
      )}
      <div className="flex-1" />
      {narrow ? toggles.length > 0 ? (
        <CheckMenu
          label="Show on the graph"
          trigger={<Button size="sm" variant="quiet"><Eye aria-hidden />Show</Button>}
          items={toggles.filter(({ disabled }) => !disabled).map(({ name, label }) => ({ id: name, label, checked: view[name] }))}
          onToggle={(id) => { for (const { name } of toggles) if (name === id) onChange({ [name]: !view[name] }); }}
        />
      ) : null : toggles.map(({ name, label, icon: Icon, title, disabled }) => (
        <Button key={name} size="sm" variant="quiet" aria-pressed={view[name]} disabled={disabled} title={title} onClick={() => onChange({ [name]: !view[name] })} className="aria-pressed:bg-selected aria-pressed:text-ink"><Icon aria-hidden /><span className="@max-[46rem]:sr-only">{label}</span></Button>
      ))}
      <Legend />
    </div>
  );
}

function Legend() {
  return (
    <Popover.Root>
      <Popover.Trigger asChild><Button size="sm" variant="quiet">Legend</Button></Popover.Trigger>
      <Popover.Portal>
        <Popover.Content sideOffset={6} align="end" collisionPadding={8} aria-label="Legend" className="z-50 w-64 animate-appear rounded-md bg-raised p-3 text-sm shadow-raised">
          <ul className="flex flex-col gap-1.5">
            {FAMILIES.map((family) => <li key={family} className="flex items-center gap-2"><StatusIcon family={family} />{FAMILY_WORD[family]}</li>)}
            <li className="flex items-center gap-2"><StatusIcon family="done" ghost /><span className="line-through">Deleted</span></li>
            <li className="flex items-center gap-2"><svg aria-hidden viewBox="0 0 32 10" className="h-2.5 w-8 text-border-strong"><path d="M0 5h26" stroke="currentColor" strokeWidth="1.5" /><path d="m24 1 7 4-7 4z" fill="currentColor" /></svg>is needed by</li>
            <li className="flex items-center gap-2"><svg aria-hidden viewBox="0 0 32 10" className="h-2.5 w-8 text-status-progress"><path d="M0 5h26" stroke="currentColor" strokeWidth="1.5" strokeDasharray="4 3" /><path d="m24 1 7 4-7 4z" fill="currentColor" /></svg>is used just now</li>
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
