'use client';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { readDeploymentLog } from '@/app/actions/stacks';
import { unwrap } from '@/components/live/unwrap';
import { SideBySide } from '@/components/stack/SideBySide';
import { plain } from '@/components/stack/Values';
import { Dialog } from '@/components/ui/Dialog';
import { Select } from '@/components/ui/Select';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { formatDuration } from '@/components/ui/time';
import type { LogLines } from '@/components/live/logBuffer';
import type { DeploymentView, LogChunk, RunView } from '@/lib/wire/types';

/** Of longer output the last lines are compared. */
const MOST_LINES = 2000;

export interface RunComparisonProps {
  project: string;
  deployment: DeploymentView;
  log: LogLines;
  /** The latest first; at least one. */
  runs: readonly RunView[];
  onClose: () => void;
}

/** What is different between a run and an earlier one: how it ended, what went in, what came out, what it wrote. */
export function RunComparison({ project, deployment, log, runs, onClose }: RunComparisonProps) {
  const [chosen, setChosen] = useState(runs[0]?.configId);
  const run = runs.find(({ configId }) => configId === chosen) ?? runs[0];
  const before = useQuery({ queryKey: ['log', run?.configId], queryFn: async () => unwrap(await readDeploymentLog(project, run?.configId ?? '')), staleTime: Infinity, enabled: run !== undefined });
  if (run === undefined) return null;
  const titles: [string, string] = ['Earlier run', 'This run'];
  const parts: [string, string, string][] = [
    ['How it ended', ending(run), ending(deployment)],
    ['Inputs', values(Object.fromEntries(run.inputs.map(({ name, value }) => [name, value]))), values(Object.fromEntries(deployment.inputs.map(({ name, value }) => [name, value])))],
    ['Outputs', values(run.outputs), values(deployment.outputs)],
  ];
  return (
    <Dialog open onClose={onClose} width="xl" title={`Compare runs of ${deployment.resourceName ?? deployment.configName}`}>
      <div className="flex items-center gap-2 pb-3 text-sm text-muted">
        This run and
        <Select aria-label="Earlier run" value={run.configId} onChange={setChosen} options={runs.map((each) => ({ value: each.configId, label: `${new Date(each.finishedAt ?? each.createdAt).toLocaleString()}, by ${each.actor ?? 'unknown'}` }))} className="w-96" />
      </div>
      {parts.map(([title, was, is]) => <section key={title} aria-label={title} className="pb-4"><h3 className="pb-1.5 text-sm font-semibold">{title}</h3><SideBySide before={was} after={is} titles={titles} /></section>)}
      <section aria-label="What it wrote">
        <h3 className="pb-1.5 text-sm font-semibold">What it wrote</h3>
        {before.isPending ? <SkeletonRows rows={3} label="Loading the output of the earlier run" /> : before.error ? <p role="alert" className="text-sm">{before.error.message}</p> : <SideBySide before={written(before.data)} after={lastLines(log.all())} titles={titles} />}
      </section>
    </Dialog>
  );
}

function ending(run: Pick<RunView, 'status' | 'statusReason' | 'statusCode' | 'action' | 'startedAt' | 'finishedAt'>): string {
  const took = run.startedAt && run.finishedAt ? formatDuration(Date.parse(run.finishedAt) - Date.parse(run.startedAt)) : 'unknown';
  return [`state: ${run.status.toLowerCase()}`, `exit code: ${run.statusCode ?? 'none'}`, `action: ${run.action.toLowerCase()}`, `took: ${took}`, ...(run.status === 'FAILED' ? [`reason: ${run.statusReason}`] : [])].join('\n');
}

function values(map: DeploymentView['outputs']): string {
  const names = Object.keys(map).toSorted();
  return names.length === 0 ? 'none' : names.map((name) => `${name}: ${plain(map[name] ?? null)}`).join('\n');
}

function written(chunks: readonly LogChunk[]): string {
  return lastLines(chunks.map((chunk) => chunk.text).join('').replace(/\n$/, ''));
}

function lastLines(text: string): string {
  if (text === '') return '(nothing)';
  const lines = text.split('\n');
  return lines.length <= MOST_LINES ? text : [`(${lines.length - MOST_LINES} lines before these are not compared)`, ...lines.slice(-MOST_LINES)].join('\n');
}
