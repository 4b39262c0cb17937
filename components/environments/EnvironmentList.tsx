'use client';
import { useMemo, useState } from 'react';
import Link from 'next/link';
import type { UseQueryResult } from '@tanstack/react-query';
import { Plus, SlidersHorizontal } from 'lucide-react';
import type { EnvironmentRow } from '@/lib/wire/environments';
import { placeHref } from '@/components/shell/navigation';
import { Ago } from '@/components/ui/Ago';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { FilterBox } from '@/components/ui/FilterBox';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';

export function EnvironmentList({ project, mayChange, query }: { project: string; mayChange: boolean; query: UseQueryResult<EnvironmentRow[]> }) {
  const [filter, setFilter] = useState('');
  const rows = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    return (query.data ?? []).filter(({ name, description, text }) => !wanted || `${name} ${description} ${text}`.toLowerCase().includes(wanted));
  }, [query.data, filter]);
  if (query.isPending) return <SkeletonRows rows={6} label="Loading the environments" />;
  if (query.error && !query.data) return <ProblemView what="the environments" error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data?.length === 0) {
    return (
      <EmptyState icon={<SlidersHorizontal />} title="No environments yet" action={mayChange ? <Button asChild><Link prefetch={false} href={`${placeHref(project, 'environments')}/new`}><Plus aria-hidden />Write the first one</Link></Button> : null}>
        An environment is a document of parameter values, defaults and type mappings that several stacks share: one for development, one for production. Choose them, in an order, when you deploy.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="flex shrink-0 items-center gap-2 px-5 py-3"><FilterBox value={filter} onChange={setFilter} placeholder="Filter environments" /></div>
      {rows.length === 0 ? <EmptyState title={`0 of ${query.data?.length ?? 0} environments match`} action={<Button onClick={() => setFilter('')}>Clear filter</Button>} /> : null}
      <ul aria-label="Environments" className="min-h-0 flex-1 overflow-y-auto border-t">
        {rows.map((row) => <Row key={row.id} project={project} row={row} />)}
      </ul>
    </>
  );
}

function Row({ project, row }: { project: string; row: EnvironmentRow }) {
  const parts = [[row.counts.parameters, 'parameter'], [row.counts.defaults, 'default'], [row.counts.mappings, 'mapping']] as const;
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-5 py-2.5 hover:bg-hover">
      <span className="min-w-0 flex-1 basis-full lg:basis-60">
        <Link prefetch={false} href={`${placeHref(project, 'environments')}/${row.id}`} className="font-medium after:absolute after:inset-0 hover:underline">{row.name}</Link>
        {row.description ? <span className="block truncate text-sm text-muted">{row.description}</span> : null}
      </span>
      <span className="text-sm tabular-nums text-muted lg:w-72">{parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}${number === 1 ? '' : 's'}`).join(', ') || 'empty'}</span>
      <span className="text-sm tabular-nums text-muted lg:w-36">{row.usedBy === 0 ? 'not in use' : row.usedBy === 1 ? 'used by 1 stack' : `used by ${row.usedBy} stacks`}</span>
      <span className="text-sm text-muted lg:w-56">version {row.version} by {row.savedBy}, <Ago at={row.savedAt} /></span>
    </li>
  );
}
