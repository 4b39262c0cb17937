'use client';
import type { ResourceView } from '@/lib/wire/types';
import { Status } from '@/components/status/Status';

export interface DependenciesProps {
  resource: ResourceView;
  /** Of the whole tree. */
  resources: readonly ResourceView[];
  onOpen: (resourceId: string) => void;
}

/** What it needs, what needs it, and what is nested in it; each opens. */
export function Dependencies({ resource, resources, onOpen }: DependenciesProps) {
  const beside = resources.filter((each) => each.stackId === resource.stackId && each.replacedBy === null);
  const needs = beside.filter((each) => resource.requires.includes(each.name));
  const neededBy = beside.filter((each) => each.requires.includes(resource.name));
  const inside = resource.physicalResourceId === null ? [] : resources.filter((each) => each.stackId === resource.physicalResourceId);
  if (needs.length + neededBy.length + inside.length === 0) return null;
  return (
    <section aria-label="Dependencies" className="break-inside-avoid border-b px-4 py-2.5">
      <div className="grid grid-cols-[1fr_auto_1fr] items-center gap-3">
        <List title="Needs" list={needs} none="Nothing" onOpen={onOpen} />
        <span aria-hidden className="flex items-center gap-1 text-faint">→<span className="max-w-28 truncate rounded-md border bg-sunken px-2 py-1 text-xs font-medium text-ink">{resource.name}</span>→</span>
        <List title="Needed by" list={neededBy} none="Nothing" onOpen={onOpen} />
      </div>
      {inside.length > 0 ? <div className="mt-2 border-t pt-2"><List title={`Its nested stack: ${inside.length}`} list={inside} none="" onOpen={onOpen} wide /></div> : null}
    </section>
  );
}

function List({ title, list, none, onOpen, wide = false }: { title: string; list: readonly ResourceView[]; none: string; onOpen: (resourceId: string) => void; wide?: boolean }) {
  return (
    <div className="min-w-0 self-start">
      <h3 className="pb-1 text-xs font-medium text-muted">{title}</h3>
      {list.length === 0 ? <p className="text-sm text-faint">{none}</p> : null}
      <ul className={wide ? 'grid max-h-60 grid-cols-2 gap-x-4 gap-y-0.5 overflow-y-auto' : 'flex max-h-40 flex-col gap-0.5 overflow-y-auto'}>
        {list.map((each) => (
          <li key={each.id} className="flex min-w-0 items-center gap-1.5">
            <Status action={each.action} status={each.status} waitingFor={each.waitingFor} show="icon" />
            <button type="button" onClick={() => onOpen(each.id)} className="min-h-6 min-w-6 truncate rounded-sm text-start text-sm hover:underline">{each.name}</button>
          </li>
        ))}
      </ul>
    </div>
  );
}
