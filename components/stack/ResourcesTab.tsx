'use client';
import { useMemo, useState } from 'react';
import { Boxes } from 'lucide-react';
import type { ResourceView } from '@/lib/wire/types';
import { FAMILIES, familyOf, type Family } from '@/components/status/families';
import { Status } from '@/components/status/Status';
import { Ago } from '@/components/ui/Ago';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { FilterBox } from '@/components/ui/FilterBox';
import { Cell, HeadCell } from '@/components/ui/Table';
import { cn } from '@/components/ui/cn';
import { useVirtualRows } from '@/components/ui/useVirtualRows';
import { FamilyChips } from './FamilyChips';
import { fullName, type NestedPaths } from './nesting';

const COLUMNS = 'grid-cols-[minmax(150px,180px)_minmax(140px,1.2fr)_minmax(140px,1fr)_minmax(120px,1fr)_80px_100px]';
const SORTS = { status: rank, name: null, type: (resource: ResourceView) => resource.type, updated: (resource: ResourceView) => resource.updatedAt } as const;
type Sort = keyof typeof SORTS;

/** Every resource of the stack, as many as there may be. */
export function ResourcesTab({ resources, paths, onOpen, selected }: { resources: readonly ResourceView[]; paths: NestedPaths; onOpen: (resource: ResourceView) => void; selected: string | null }) {
  const [filter, setFilter] = useState('');
  const [families, setFamilies] = useState<ReadonlySet<Family>>(new Set());
  const [sort, setSort] = useState<{ by: Sort; down: boolean }>({ by: 'name', down: false });
  const shown = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    const nameOf = (resource: ResourceView) => fullName(paths, resource.stackId, resource.name);
    const key = SORTS[sort.by] ?? nameOf;
    return resources
      .filter((resource) => families.size === 0 || families.has(familyOf(resource)))
      .filter((resource) => !wanted || `${nameOf(resource)} ${resource.type} ${resource.physicalResourceId ?? ''}`.toLowerCase().includes(wanted))
      .toSorted((a, b) => key(a).localeCompare(key(b), undefined, { numeric: true }) * (sort.down ? -1 : 1));
  }, [resources, paths, filter, families, sort]);
  const { scroller, rows } = useVirtualRows(shown.length, 36);
  if (resources.length === 0) return <EmptyState icon={<Boxes />} title="This stack has no resources">Its template has none, or they were deleted.</EmptyState>;
  const head = (by: Sort, label: string) => (
    <HeadCell sorted={sort.by === by ? (sort.down ? 'descending' : 'ascending') : null} onSort={() => setSort({ by, down: sort.by === by && !sort.down })}>{label}</HeadCell>
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-4 py-2">
        <FilterBox value={filter} onChange={setFilter} placeholder="Filter resources" />
        <FamilyChips items={resources} chosen={families} onChange={setFamilies} />
      </div>
      <div ref={scroller} tabIndex={0} role="table" aria-label="Resources" aria-rowcount={shown.length + 1} className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2">
        <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
          <div role="row" className={cn('grid h-8 min-w-[820px] items-center gap-4 border-b px-4', COLUMNS)}>
            {head('status', 'State')}{head('name', 'Name')}{head('type', 'Type')}<HeadCell>Physical id</HeadCell><HeadCell className="justify-end">Needs</HeadCell>{head('updated', 'Changed')}
          </div>
        </div>
        <div role="rowgroup" className="relative min-w-[820px]" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const resource = shown[row.index];
            return resource ? <Row key={resource.id} resource={resource} path={paths.get(resource.stackId) ?? []} index={row.index} top={row.start} selected={resource.id === selected} onOpen={onOpen} /> : null;
          })}
        </div>
        {shown.length === 0 ? (
          <EmptyState title={`0 of ${resources.length} resources match`} action={<Button onClick={() => { setFilter(''); setFamilies(new Set()); }}>Clear filter</Button>} />
        ) : null}
      </div>
    </div>
  );
}

function Row({ resource, path, index, top, selected, onOpen }: { resource: ResourceView; path: readonly string[]; index: number; top: number; selected: boolean; onOpen: (resource: ResourceView) => void }) {
  return (
    <div role="row" aria-rowindex={index + 2} className={cn('absolute inset-x-0 grid h-9 items-center gap-4 border-b px-4 hover:bg-hover', COLUMNS, selected && 'bg-selected')} style={{ top }}>
      <Cell title={resource.statusReason}><Status action={resource.action} status={resource.status} waitingFor={resource.waitingFor} /></Cell>
      <Cell>
        <button type="button" onClick={() => onOpen(resource)} title={[...path, resource.name].join(' / ')} className="max-w-full truncate rounded-sm font-medium hover:underline">{path.length > 0 ? <span className="font-normal text-muted">{path.join(' / ')} / </span> : null}{resource.name}</button>
      </Cell>
      <Cell className="font-mono text-xs text-muted" title={resource.type}>{resource.type}</Cell>
      <Cell className="font-mono text-xs text-muted" title={resource.physicalResourceId ?? ''}>{resource.physicalResourceId ?? ''}</Cell>
      <Cell className="text-right tabular-nums text-muted">{resource.requires.length || ''}</Cell>
      <Cell className="text-muted"><Ago at={resource.updatedAt} /></Cell>
    </div>
  );
}

function rank(resource: ResourceView): string {
  return `${FAMILIES.indexOf(familyOf(resource))} ${resource.name}`;
}

