'use client';
import { useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { getLibraryConfig, listConfigs } from '@/app/actions/library';
import type { JsonMap } from '@/lib/hot/types';
import { resourceName, resourceProperties } from '../library/asResource';
import { unwrap } from '../live/unwrap';
import { Badge } from '../ui/Badge';
import { Dialog } from '../ui/Dialog';
import { FilterBox } from '../ui/FilterBox';
import { ProblemView } from '../ui/Problem';
import { SkeletonRows } from '../ui/Skeleton';
import { matchesWords } from '../ui/matchesWords';

export interface ConfigChooserProps {
  project: string;
  onClose: () => void;
  /** A name for the resource, and what it says. */
  onChoose: (name: string, properties: JsonMap) => void;
}

/** Puts a config of the library into the template, as it is in its newest version. */
export function ConfigChooser({ project, onClose, onChoose }: ConfigChooserProps) {
  const [filter, setFilter] = useState('');
  return (
    <Dialog open onClose={onClose} title="Config of the library" description="It comes into the template as it is in its newest version, with its inputs and outputs.">
      <FilterBox value={filter} onChange={setFilter} placeholder="Filter configs" className="mb-2 w-full" />
      <LibraryConfigs project={project} filter={filter} onChoose={(name, properties) => { onChoose(name, properties); onClose(); }} />
    </Dialog>
  );
}

/** Configs of the library, to be put into the template. */
export function LibraryConfigs({ project, filter, onChoose, narrow = false }: { project: string; filter: string; onChoose: (name: string, properties: JsonMap) => void; narrow?: boolean }) {
  const [problem, setProblem] = useState<string | null>(null);
  const query = useQuery({ queryKey: ['configs', project], queryFn: async () => unwrap(await listConfigs(project)) });
  const kept = useMemo(() => (query.data ?? []).filter((config) => config.origin === 'library'), [query.data]);
  const shown = kept.filter(({ name, group, tags }) => matchesWords(filter, [name, group, ...tags].join(' ')));
  const choose = async (id: string) => {
    const found = await getLibraryConfig(project, id);
    const newest = found.ok ? found.value.versions[0] : undefined;
    if (!found.ok || newest === undefined) return setProblem(found.ok ? 'This config has no version.' : found.problem.message);
    onChoose(resourceName(found.value.name), resourceProperties(newest));
  };
  return (
    <>
      {problem === null ? null : <p role="alert" className="mb-2 rounded-md border border-status-failed px-3 py-2 text-sm">{problem}</p>}
      {query.isPending ? <SkeletonRows rows={3} label="Loading the configs" /> : query.error && !query.data ? <ProblemView what="the configs" error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data && shown.length === 0 ? <p className="py-3 text-sm text-muted">{kept.length === 0 ? 'The library is empty. Write a config on the page Configs first.' : 'No config matches.'}</p> : null}
      <ul aria-label="Configs of the library" className={narrow ? 'flex flex-col' : 'flex max-h-96 flex-col overflow-y-auto'}>
        {shown.map((config) => (
          <li key={config.id}>
            <button type="button" onClick={() => void choose(config.id)} className="flex w-full items-center gap-2 rounded-sm px-2 py-1.5 text-start text-sm hover:bg-hover focus-visible:-outline-offset-2">
              <span className="min-w-0 flex-1 truncate font-medium">{config.name}</span>
              {narrow ? null : config.tags.slice(0, 2).map((tag) => <Badge key={tag}>{tag}</Badge>)}
              <span className="shrink-0 text-xs text-muted">{narrow ? config.group : `${config.group}, v${config.version}, ${config.inputs} in, ${config.outputs} out`}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
