'use client';
import { useMemo, useState } from 'react';
import Link from 'next/link';
import { useQuery } from '@tanstack/react-query';
import { FileCode2 } from 'lucide-react';
import { listConfigs } from '@/app/actions/library';
import { unwrap } from '@/components/live/unwrap';
import { actionOf } from '@/components/deployments/deploymentAction';
import { placeHref } from '@/components/shell/navigation';
import { Status } from '@/components/status/Status';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { FilterBox } from '@/components/ui/FilterBox';
import { ProblemView } from '@/components/ui/Problem';
import { Select } from '@/components/ui/Select';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { Cell, HeadCell } from '@/components/ui/Table';
import { cn } from '@/components/ui/cn';
import { matchesWords } from '@/components/ui/matchesWords';
import { useVirtualRows } from '@/components/ui/useVirtualRows';
import type { ConfigLastRun, ConfigRowView } from '@/lib/wire/library';

const WIDTH = 'md:min-w-[664px] lg:min-w-[1020px]';
/** Where there is little room, without what the page of the config has, too: tags, inputs and outputs, version, when it was saved; then group and who keeps it. */
const COLUMNS = 'grid-cols-[minmax(0,1.4fr)_72px_minmax(0,0.9fr)] md:grid-cols-[minmax(160px,2fr)_100px_minmax(110px,1fr)_72px_minmax(110px,0.8fr)] lg:grid-cols-[minmax(160px,2fr)_110px_minmax(90px,0.8fr)_minmax(110px,1fr)_90px_56px_80px_minmax(110px,0.8fr)_80px]';
const MIDDLE = 'max-md:hidden';
const WIDE = 'max-lg:hidden';
const NONE: ConfigRowView[] = [];
const ORIGINS = [['all', 'All'], ['library', 'Library'], ['stored', 'Stacks and API']] as const;
type Origin = (typeof ORIGINS)[number][0];

/** Every config of a project: those people keep with their versions, and those that stacks and clients have stored. */
export function ConfigList({ project }: { project: string }) {
  const query = useQuery({ queryKey: ['configs', project], queryFn: async () => unwrap(await listConfigs(project)), refetchInterval: 10_000 });
  const configs = query.data ?? NONE;
  const [filter, setFilter] = useState('');
  const [origin, setOrigin] = useState<Origin>('all');
  const [group, setGroup] = useState('any');
  const [tag, setTag] = useState<string | null>(null);
  const groups = useMemo(() => [...new Set(configs.map((config) => config.group))].toSorted(), [configs]);
  const shown = useMemo(() => {
    return configs.filter((config) => {
      if (origin !== 'all' && (config.origin === 'library') !== (origin === 'library')) return false;
      if ((group !== 'any' && config.group !== group) || (tag !== null && !config.tags.includes(tag))) return false;
      return matchesWords(filter, [config.name, config.group, ...config.tags, config.stack?.name ?? '', config.savedBy ?? ''].join(' '));
    });
  }, [configs, filter, origin, group, tag]);
  const { scroller, rows } = useVirtualRows(shown.length, 44);
  const clear = () => { setFilter(''); setOrigin('all'); setGroup('any'); setTag(null); };
  return (
    <>
      {query.isPending ? <SkeletonRows rows={8} label="Loading the configs" /> : null}
      {query.error && !query.data ? <ProblemView what="the configs" error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data && configs.length === 0 ? (
        <EmptyState icon={<FileCode2 />} title="No configs yet">
          A config is a script, playbook or manifest with its inputs and outputs. Keep one here with its versions, try it in the sandbox, and put it into any template.
        </EmptyState>
      ) : null}
      {configs.length > 0 ? (
        <>
          <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-5 py-3">
            <FilterBox value={filter} onChange={setFilter} placeholder="Filter configs" />
            <div role="group" aria-label="Origin" className="flex gap-0.5">
              {ORIGINS.map(([id, label]) => <Button key={id} size="sm" variant="quiet" aria-pressed={origin === id} onClick={() => setOrigin(id)} className="aria-pressed:bg-selected aria-pressed:text-ink">{label}</Button>)}
            </div>
            <Select aria-label="Group" value={group} onChange={setGroup} options={[{ value: 'any', label: 'Any group' }, ...groups.map((value) => ({ value, label: value }))]} className="h-7 w-40 text-xs" />
            {tag === null ? null : <button type="button" onClick={() => setTag(null)} aria-label={`Remove the filter ${tag}`}><Badge>tag: {tag} ×</Badge></button>}
            <span role="status" className="text-xs tabular-nums text-muted">{shown.length === configs.length ? `${configs.length} ${configs.length === 1 ? 'config' : 'configs'}` : `${shown.length} of ${configs.length}`}</span>
          </div>
          {shown.length === 0 ? <EmptyState title={`0 of ${configs.length} configs match`} action={<Button onClick={clear}>Clear filter</Button>} /> : (
            <div ref={scroller} role="table" aria-label="Configs" aria-rowcount={shown.length + 1} tabIndex={0} className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2">
              <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
                <div role="row" className={cn('grid h-9 items-center gap-4 border-b px-5', WIDTH, COLUMNS)}>
                  <HeadCell>Name</HeadCell><HeadCell className={MIDDLE}>Group</HeadCell><HeadCell className={WIDE}>Tags</HeadCell><HeadCell className={MIDDLE}>Kept by</HeadCell><HeadCell className={WIDE}>Inputs, outputs</HeadCell><HeadCell className={WIDE}>Version</HeadCell><HeadCell>Used by</HeadCell><HeadCell>Last run</HeadCell><HeadCell className={WIDE}>Saved</HeadCell>
                </div>
              </div>
              <div role="rowgroup" className={cn('relative', WIDTH)} style={{ height: rows.getTotalSize() }}>
                {rows.getVirtualItems().map((row) => {
                  const config = shown[row.index];
                  return config ? <div key={config.id} role="row" aria-rowindex={row.index + 2} className={cn('absolute inset-x-0 grid h-11 items-center gap-4 border-b px-5 hover:bg-hover', WIDTH, COLUMNS)} style={{ top: row.start }}><Row project={project} config={config} onTag={setTag} /></div> : null;
                })}
              </div>
            </div>
          )}
        </>
      ) : null}
    </>
  );
}

function Row({ project, config, onTag }: { project: string; config: ConfigRowView; onTag: (tag: string) => void }) {
  return (
    <>
      <Cell><Link prefetch={false} href={`${placeHref(project, 'configs')}/${config.id}`} className="font-medium hover:underline">{config.name || 'no name'}</Link></Cell>
      <Cell className={cn('text-muted', MIDDLE)}>{config.group}</Cell>
      <Cell className={cn('flex gap-1', WIDE)}>{config.tags.map((tag) => <button key={tag} type="button" onClick={() => onTag(tag)} aria-label={`Only with the tag ${tag}`} className="min-w-0 max-w-full"><Badge className="max-w-full">{tag}</Badge></button>)}</Cell>
      <Cell className={cn('text-muted', MIDDLE)}>{config.stack ? <>stack <Link prefetch={false} href={`${placeHref(project, 'stacks')}/${config.stack.id}/graph`} className="text-ink underline decoration-border-strong underline-offset-2">{config.stack.name}</Link></> : config.origin === 'library' ? 'library' : 'a client of the API'}</Cell>
      <Cell className={cn('tabular-nums text-muted', WIDE)}>{config.inputs} in, {config.outputs} out</Cell>
      <Cell className={cn('tabular-nums', WIDE)}>{config.version === null ? <span className="text-faint">none</span> : `v${config.version}`}</Cell>
      <Cell className={cn('tabular-nums', config.uses.stacks === 0 && 'text-faint')}>{config.uses.stacks === 0 ? 'no stack' : `${config.uses.stacks} ${config.uses.stacks === 1 ? 'stack' : 'stacks'}`}</Cell>
      <Cell><LastRun project={project} last={config.uses.last} /></Cell>
      <Cell className={cn('text-muted', WIDE)} title={config.savedBy === null ? undefined : `by ${config.savedBy}`}><Ago at={config.savedAt} /></Cell>
    </>
  );
}

/** How it went the last time it was run, with the way to its output. */
function LastRun({ project, last }: { project: string; last: ConfigLastRun | null }) {
  if (last === null) return <span className="text-faint">never</span>;
  const body = <><Status action={actionOf(last)} status={last.status} show="icon" /><Ago at={last.at} className="truncate" /></>;
  const classes = 'flex max-w-full items-center gap-1.5 text-muted';
  return last.stackId === null ? <span className={classes}>{body}</span> : <Link prefetch={false} href={`${placeHref(project, 'stacks')}/${last.stackId}/logs?deployment=${last.deploymentId}`} className={cn(classes, 'hover:text-ink hover:underline')}>{body}</Link>;
}
