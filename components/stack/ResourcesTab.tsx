'use client';
import { useMemo, useState } from 'react';
import { Boxes, ChevronRight, Columns3, Download, ExternalLink, Filter } from 'lucide-react';
import type { EventView, ResourceView, StackView } from '@/lib/wire/types';
import { toCsv } from '@/components/live/csv';
import { useDashboardLinks } from '@/components/live/useDashboardLinks';
import { download } from '@/components/ui/download';
import { FAMILIES, familyOf, statusLabel, type Family } from '@/components/status/families';
import { Status } from '@/components/status/Status';
import { Ago } from '@/components/ui/Ago';
import { Button } from '@/components/ui/Button';
import { CheckMenu } from '@/components/ui/CheckMenu';
import { CopyButton } from '@/components/ui/CopyButton';
import { EmptyState } from '@/components/ui/EmptyState';
import { FilterBox } from '@/components/ui/FilterBox';
import { Menu } from '@/components/ui/Menu';
import { Cell, HeadCell } from '@/components/ui/Table';
import { formatDuration } from '@/components/ui/time';
import { cn } from '@/components/ui/cn';
import { useRowPress } from '@/components/ui/useRowPress';
import { useVirtualRows } from '@/components/ui/useVirtualRows';
import { Elapsed } from './Elapsed';
import { FamilyChips, familyCounts } from './FamilyChips';
import { useMedia } from '@/components/ui/useMedia';
import { useNarrow } from '@/components/ui/useNarrow';
import { lastLengths, tookOf } from './lastLengths';
import { fullName, type NestedPaths } from './nesting';
import { resourceTree, type TreeRow } from './resourceTree';

export interface ResourcesTabProps {
  project: string;
  stack: StackView;
  /** Of the whole tree. */
  events: Iterable<EventView>;
  paths: NestedPaths;
  onOpen: (resource: ResourceView) => void;
  selected: string | null;
}

type Lengths = ReadonlyMap<string, number>;

const COLUMNS = {
  status: { label: 'State', width: 'minmax(140px,170px)', key: (each: ResourceView) => `${FAMILIES.indexOf(familyOf(each))} ${each.name}` },
  name: { label: 'Name', width: 'minmax(140px,1.3fr)', key: (each: ResourceView) => each.name },
  type: { label: 'Type', width: 'minmax(140px,1fr)', key: (each: ResourceView) => each.type },
  id: { label: 'Physical id', width: 'minmax(130px,1fr)', key: (each: ResourceView) => each.physicalResourceId ?? '' },
  needs: { label: 'Needs', width: '64px', key: (each: ResourceView) => String(each.requires.length) },
  duration: { label: 'Took', width: '84px', key: (each: ResourceView, lengths: Lengths) => String(tookOf(each, lengths) ?? -1) },
  updated: { label: 'Changed', width: '100px', key: (each: ResourceView) => each.updatedAt },
} as const;
type Column = keyof typeof COLUMNS;
const ALL: readonly Column[] = ['status', 'name', 'type', 'id', 'needs', 'duration', 'updated'];
const RIGHT: ReadonlySet<Column> = new Set(['needs', 'duration']);
/** What a telephone has room for; the rest is on the page of the resource. */
const NARROW: readonly Column[] = ['name', 'status', 'duration'];
/** What a window between a telephone and a desk has no room for. */
const WIDE: ReadonlySet<Column> = new Set(['id', 'needs']);
/** Above this many rows nested stacks begin folded away. */
const MANY_ROWS = 300;
const NONE: ReadonlySet<string> = new Set();

/** Every resource of the stack, as many as there may be, nested ones below theirs. */
export function ResourcesTab({ project, stack, events, paths, onOpen, selected }: ResourcesTabProps) {
  const { resources } = stack;
  const narrow = useNarrow();
  const desk = useMedia('(min-width: 1024px)', true);
  const links = useDashboardLinks(project, stack);
  const lengths = useMemo(() => lastLengths(events), [events]);
  const [filter, setFilter] = useState('');
  const [families, setFamilies] = useState<ReadonlySet<Family>>(new Set());
  const [types, setTypes] = useState<ReadonlySet<string>>(NONE);
  const [columns, setColumns] = useState<ReadonlySet<Column>>(new Set(ALL));
  const [sort, setSort] = useState<{ by: Column; down: boolean }>({ by: 'name', down: false });
  const [turned, setTurned] = useState<ReadonlySet<string>>(NONE);
  const filtered = filter.trim() !== '' || families.size > 0 || types.size > 0;
  const states = useMemo(() => familyCounts(resources.map((resource) => [resource, 1])), [resources]);
  const shown = useMemo((): TreeRow[] => {
    const wanted = filter.trim().toLowerCase();
    const { key } = COLUMNS[sort.by];
    const compare = (a: ResourceView, b: ResourceView) => key(a, lengths).localeCompare(key(b, lengths), undefined, { numeric: true }) * (sort.down ? -1 : 1);
    if (!filtered) {
      const closed = resources.length > MANY_ROWS ? new Set(resources.filter(({ id }) => !turned.has(id)).map(({ id }) => id)) : turned;
      return resourceTree(stack.id, resources, compare, closed);
    }
    return resources
      .filter((resource) => (families.size === 0 || families.has(familyOf(resource))) && (types.size === 0 || types.has(resource.type)))
      .filter((resource) => !wanted || `${fullName(paths, resource.stackId, resource.name)} ${resource.type} ${resource.physicalResourceId ?? ''}`.toLowerCase().includes(wanted))
      .toSorted(compare)
      .map((resource) => ({ resource, depth: 0, children: 0, open: false }));
  }, [stack.id, resources, paths, filter, filtered, families, types, sort, turned, lengths]);
  const { scroller, box, rows } = useVirtualRows(shown.length, 36);
  useRowPress(box, resources.length > 0);
  const clear = () => { setFilter(''); setFamilies(new Set()); setTypes(NONE); };
  if (resources.length === 0) return <EmptyState icon={<Boxes />} title="This stack has no resources">{lengths.size === 0 ? 'Its template declares none. An update brings some.' : 'They were deleted. Events and timeline show how.'}</EmptyState>;
  const visible = narrow ? NARROW : ALL.filter((column) => columns.has(column) && (desk || !WIDE.has(column)));
  const template = narrow ? 'minmax(0,1fr) 116px 52px' : visible.map((column) => COLUMNS[column].width).join(' ');
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  const save = (as: 'csv' | 'json') => {
    const list = shown.map(({ resource }) => resource);
    if (as === 'json') return download(`${stack.name}-resources.json`, JSON.stringify(list, null, 2));
    download(`${stack.name}-resources.csv`, toCsv(['name', 'type', 'state', 'physical_id', 'needs', 'took_seconds', 'changed', 'reason'], list.map((each) => [
      fullName(paths, each.stackId, each.name), each.type, `${each.action}_${each.status}`, each.physicalResourceId, each.requires.join(' '), tookOf(each, lengths) === null ? null : (tookOf(each, lengths) ?? 0) / 1000, each.updatedAt, each.statusReason,
    ])), 'text/csv');
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-4 py-2">
        <FilterBox value={filter} onChange={setFilter} placeholder="Filter resources" />
        <FamilyChips counts={states} chosen={families} onChange={setFamilies} />
        <div className="flex-1" />
        <CheckMenu
          label="Show only these types"
          trigger={<Button size="sm" variant="quiet" aria-pressed={types.size > 0} className="aria-pressed:bg-selected aria-pressed:text-ink"><Filter aria-hidden />{types.size === 0 ? 'Types' : types.size === 1 ? '1 type' : `${types.size} types`}</Button>}
          items={[...counts].toSorted(([a], [b]) => a.localeCompare(b)).map(([type, count]) => ({ id: type, label: <>{type} <span className="text-muted">{count}</span></>, checked: types.has(type) }))}
          onToggle={(type) => setTypes(toggled(types, type))}
        />
        <CheckMenu
          label="Columns"
          trigger={<Button size="sm" variant="quiet"><Columns3 aria-hidden />Columns</Button>}
          items={ALL.filter((column) => column !== 'name').map((column) => ({ id: column, label: COLUMNS[column].label, checked: columns.has(column) }))}
          onToggle={(id) => setColumns(new Set(ALL.filter((column) => columns.has(column) !== (column === id))))}
        />
        <Menu trigger={<Button size="sm" variant="quiet"><Download aria-hidden />Export</Button>} items={[{ id: 'csv', label: 'As CSV', hint: 'What is shown, for a spreadsheet.', onSelect: () => save('csv') }, { id: 'json', label: 'As JSON', onSelect: () => save('json') }]} />
      </div>
      <div ref={scroller} tabIndex={0} role="table" aria-label="Resources" aria-rowcount={shown.length + 1} className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2">
        <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
          <div role="row" className="grid h-8 items-center gap-4 lg:min-w-[820px] border-b px-4" style={{ gridTemplateColumns: template }}>
            {visible.map((column) => <HeadCell key={column} className={RIGHT.has(column) ? 'justify-end' : undefined} sorted={sort.by === column ? (sort.down ? 'descending' : 'ascending') : null} onSort={() => setSort({ by: column, down: sort.by === column && !sort.down })}>{COLUMNS[column].label}</HeadCell>)}
          </div>
        </div>
        <div role="rowgroup" className="relative lg:min-w-[820px]" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const each = shown[row.index];
            return each ? <Row key={each.resource.id} row={each} columns={visible} template={template} path={filtered ? (paths.get(each.resource.stackId) ?? []) : []} index={row.index} top={row.start} selected={each.resource.id === selected} took={tookOf(each.resource, lengths)} dashboard={links[each.resource.id] ?? null} onOpen={onOpen} onToggle={() => setTurned(toggled(turned, each.resource.id))} /> : null;
          })}
        </div>
        {shown.length === 0 ? <EmptyState title={`0 of ${resources.length} resources match`} action={<Button onClick={clear}>Clear filter</Button>} /> : null}
      </div>
    </div>
  );
}

interface RowProps {
  row: TreeRow;
  columns: readonly Column[];
  template: string;
  path: readonly string[];
  index: number;
  top: number;
  selected: boolean;
  /** Milliseconds. */
  took: number | null;
  /** Where the dashboard of its cloud shows it. */
  dashboard: string | null;
  onOpen: (resource: ResourceView) => void;
  onToggle: () => void;
}

function Row({ row, columns, template, path, index, top, selected, took, dashboard, onOpen, onToggle }: RowProps) {
  const { resource, depth, children, open } = row;
  const cells: Record<Column, React.ReactNode> = {
    status: <Cell key="status" title={resource.statusReason}><Status action={resource.action} status={resource.status} waitingFor={resource.waitingFor} /></Cell>,
    name: (
      <Cell key="name">
        <span className="flex min-w-0 items-center" style={{ paddingInlineStart: depth * 16 }}>
          {children > 0 ? <button type="button" aria-expanded={open} aria-label={`${open ? 'Fold' : 'Unfold'} ${resource.name}`} onClick={onToggle} className="me-0.5 flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover"><ChevronRight aria-hidden className={cn('size-3.5 transition-transform', open && 'rotate-90')} /></button> : depth > 0 ? <span className="w-6.5 shrink-0" /> : null}
          <button type="button" data-open onClick={() => onOpen(resource)} title={[...path, resource.name].join(' / ')} className="min-h-6 min-w-6 truncate rounded-sm text-start font-medium hover:underline">{path.length > 0 ? <span className="font-normal text-muted">{path.join(' / ')} / </span> : null}{resource.name}</button>
          {children > 0 ? <span className="ms-1.5 shrink-0 text-xs tabular-nums text-muted">{children}</span> : null}
        </span>
      </Cell>
    ),
    type: <Cell key="type" className="font-mono text-xs text-muted" title={resource.type}>{resource.type}</Cell>,
    id: <Cell key="id" className="group/id flex items-center font-mono text-xs text-muted" title={resource.physicalResourceId ?? ''}><span className="min-w-0 truncate">{resource.physicalResourceId ?? ''}</span>{resource.physicalResourceId ? <CopyButton text={resource.physicalResourceId} label={`Copy the physical id of ${resource.name}`} className="size-6 opacity-0 focus-visible:opacity-100 group-hover/id:opacity-100" /> : null}{dashboard === null ? null : <a href={dashboard} target="_blank" rel="noreferrer" aria-label={`${resource.name} in the dashboard`} title="In the dashboard of its cloud" className="flex size-6 shrink-0 items-center justify-center rounded-sm hover:bg-hover hover:text-ink"><ExternalLink aria-hidden className="size-3.5" /></a>}</Cell>,
    needs: <Cell key="needs" className="text-end tabular-nums text-muted" title={resource.requires.join(', ')}>{resource.requires.length || ''}</Cell>,
    duration: <Cell key="duration" className="text-end tabular-nums text-muted">{resource.status === 'IN_PROGRESS' && resource.startedAt ? <Elapsed from={resource.startedAt} to={null} /> : took === null ? '' : formatDuration(took)}</Cell>,
    updated: <Cell key="updated" className="text-muted"><Ago at={resource.updatedAt} /></Cell>,
  };
  return (
    <div role="row" aria-rowindex={index + 2} data-row={[...path, resource.name].join('/')} data-state={statusLabel(resource)} className={cn('absolute inset-x-0 grid h-9 cursor-pointer items-center gap-4 border-b px-4 hover:bg-hover', selected && 'bg-selected')} style={{ top, gridTemplateColumns: template }}>
      {columns.map((column) => cells[column])}
    </div>
  );
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
