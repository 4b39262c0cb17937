'use client';
import { Fragment, useMemo, useState } from 'react';
import Link from 'next/link';
import { useMutation, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { ArrowRight, TableProperties } from 'lucide-react';
import { saveEnvironment } from '@/app/actions/environments';
import type { EnvironmentRow } from '@/lib/wire/environments';
import { unwrap } from '@/components/live/unwrap';
import { placeHref } from '@/components/shell/navigation';
import { Badge } from '@/components/ui/Badge';
import { EmptyState } from '@/components/ui/EmptyState';
import { FilterBox } from '@/components/ui/FilterBox';
import { Menu } from '@/components/ui/Menu';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { Switch } from '@/components/ui/Switch';
import { toast } from '@/components/ui/Toast';
import { cn } from '@/components/ui/cn';
import { setEntry } from './entries';
import { type MatrixCell, matrixOf } from './matrixOf';
import { Value } from './Value';
import { environmentsKey } from './useEnvironments';

/** Parameters down, environments across: what differs, what is missing, and a value copied from one to another. */
export function Matrix({ project, mayChange, query }: { project: string; mayChange: boolean; query: UseQueryResult<EnvironmentRow[]> }) {
  const [filter, setFilter] = useState('');
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const client = useQueryClient();
  const environments = useMemo(() => query.data ?? [], [query.data]);
  const rows = useMemo(() => matrixOf(environments), [environments]);
  const wanted = filter.trim().toLowerCase();
  const shown = rows.filter((row) => (!onlyDifferent || row.differs) && (!wanted || row.name.toLowerCase().includes(wanted)));
  const copy = useMutation({
    mutationFn: async ({ name, cell, to }: { name: string; cell: MatrixCell; to: EnvironmentRow }) => {
      const edited = setEntry(to.text, cell.section, name, cell.value);
      if (!edited.ok) throw new Error(edited.reason);
      return unwrap(await saveEnvironment(project, to.id, { name: to.name, description: to.description, text: edited.text, message: `${name} copied`, after: to.version }));
    },
    onSuccess: (_saved, { name, to }) => {
      toast(`${name} was copied to ${to.name}`);
      void client.invalidateQueries({ queryKey: environmentsKey(project) });
    },
    onError: (error) => toast.error('The value could not be copied', { description: error.message }),
  });
  if (query.isPending) return <SkeletonRows rows={8} label="Loading the environments" />;
  if (environments.length === 0) return <EmptyState icon={<TableProperties />} title="Nothing to compare yet">With two environments or more, this shows every parameter across them.</EmptyState>;
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-4 px-5 py-3">
        <FilterBox value={filter} onChange={setFilter} placeholder="Filter parameters" />
        <span className="flex items-center gap-2 text-sm"><Switch id="only-different" checked={onlyDifferent} onChange={setOnlyDifferent} /><label htmlFor="only-different">Only what differs</label></span>
        <span role="status" className="text-xs tabular-nums text-muted">{shown.length} of {rows.length} parameters</span>
      </div>
      <div className="relative min-h-0 flex-1 overflow-auto border-t focus-visible:-outline-offset-2" tabIndex={0} role="region" aria-label="Matrix of parameters">
        <table className="min-w-full border-separate border-spacing-0 text-sm">
          <thead>
            <tr>
              <th scope="col" className="sticky start-0 top-0 z-20 min-w-52 border-b border-e bg-surface px-5 py-2 text-start text-xs font-medium text-muted">Parameter</th>
              {environments.map(({ id, name, version }) => (
                <th key={id} scope="col" className="sticky top-0 z-10 min-w-48 border-b border-e bg-surface px-3 py-2 text-start text-xs font-medium">
                  <Link prefetch={false} className="hover:underline" href={`${placeHref(project, 'environments')}/${id}`}>{name}</Link> <span className="font-normal text-faint">v{version}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, cells, differs }) => (
              <tr key={name} className="group">
                <th scope="row" className="sticky start-0 z-10 border-b border-e bg-surface px-5 py-1.5 text-start font-mono text-xs font-medium group-hover:bg-hover">
                  <span className="flex items-center justify-between gap-2"><span className="truncate" title={name}>{name}</span>{differs ? <Badge className="font-sans font-normal" title="Not the same everywhere">differs</Badge> : null}</span>
                </th>
                {environments.map((environment, index) => {
                  const cell = cells[index] ?? null;
                  return (
                    <td key={environment.id} className={cn('max-w-72 border-b border-e px-3 py-1.5 align-middle group-hover:bg-hover', cell === null && 'bg-sunken')}>
                      {cell === null ? <span className="text-xs text-faint">missing</span> : (
                        <Fragment>
                          <span className="flex items-center gap-2">
                            <Value value={cell.value} />
                            <span className="flex-1" />
                            <Menu
                              label={`Copy ${name} to`}
                              trigger={<button type="button" aria-label={`Copy ${name} of ${environment.name} to another environment`} className="rounded-sm p-1 text-faint opacity-0 hover:bg-selected hover:text-ink focus-visible:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100 [@media(hover:none)]:opacity-100"><ArrowRight className="size-3.5" aria-hidden /></button>}
                              items={environments.filter(({ id }) => id !== environment.id).map((to) => ({ id: to.id, label: to.name, disabled: !mayChange, hint: mayChange ? nowIn(cells[environments.indexOf(to)] ?? null) : 'Your role in this project is reader; this needs member.', onSelect: () => copy.mutate({ name, cell, to }) }))}
                            />
                          </span>
                          {cell.section === 'parameter_defaults' ? <span className="text-xs text-faint">default</span> : null}
                        </Fragment>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** What a copy would replace. */
function nowIn(cell: MatrixCell | null): string {
  if (cell === null) return 'has none yet';
  const text = typeof cell.value === 'string' ? cell.value : JSON.stringify(cell.value);
  return `replaces ${text.length > 40 ? `${text.slice(0, 39)}…` : text}`;
}
