'use client';
import { useRef } from 'react';
import { useQuery } from '@tanstack/react-query';
import { getHealth } from '@/app/actions/health';
import { useConnection } from '@/components/live/connection';
import { unwrap } from '@/components/live/unwrap';
import { useNow } from '@/components/live/useNow';
import { Ago } from '@/components/ui/Ago';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { formatDuration } from '@/components/ui/time';

/** How the instance is, measured from here while one looks. */
export function AboutPage({ project }: { project: string }) {
  const times = useRef<number[]>([]);
  const query = useQuery({
    queryKey: ['health', project],
    queryFn: async () => {
      const started = performance.now();
      const value = unwrap(await getHealth(project));
      times.current = [...times.current.slice(-19), performance.now() - started];
      return { ...value, answers: times.current };
    },
    refetchInterval: 3000,
  });
  const { state, lastHeardAt } = useConnection();
  const now = useNow(1000);
  const health = query.data;
  if (query.isPending) return <SkeletonRows rows={6} label="Asking the server" />;
  if (!health) return <ProblemView what="the health of the server" error={query.error ?? new Error('no answer')} onRetry={() => void query.refetch()} />;
  const answers = health.answers.toSorted((a, b) => a - b);
  const rows: readonly (readonly [label: string, value: string, about: string])[] = [
    ['Answer of the server', `${Math.round(answers[Math.floor(answers.length / 2)] ?? 0)} ms`, answers.length === 1 ? 'one answer so far' : `median of ${answers.length}, the slowest ${Math.round(answers.at(-1) ?? 0)} ms`],
    ['Live stream', state === 'live' ? 'connected' : state, lastHeardAt > 0 && now > 0 ? `heard ${formatDuration(Math.max(0, now - lastHeardAt))} ago; it says something every 10 s` : ''],
    ['Database', `PostgreSQL ${health.database.version}`, `answers in ${health.database.milliseconds.toFixed(1)} ms, ${(health.database.bytes / 2 ** 20).toFixed(0)} MiB`],
    ['Queue', `${health.queue.waiting} waiting, ${health.queue.active} at work`, health.unattended === 0 ? 'no stack waits for a worker' : `${health.unattended} stacks wait for a worker`],
    ['Sandbox', health.sandbox ? 'on' : 'off', health.sandbox ? 'templates may run servers on this machine' : 'HEARTH_SANDBOX=on switches it on'],
    ['Runs on', `Node ${health.node}`, ''],
  ];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-surface" tabIndex={-1}>
      <div className="mx-auto flex w-full max-w-4xl flex-col gap-7 px-6 py-6">
        <header><h1 className="text-xl font-semibold tracking-tight">About and health</h1><p className="mt-1 text-sm text-muted">Hearth: draw it, deploy it as one transaction, watch it, roll it back.</p></header>
        <dl className="rounded-lg border">
          {rows.map(([label, value, about]) => <div key={label} className="grid grid-cols-[160px_minmax(0,1fr)_minmax(0,1.4fr)] gap-4 border-b px-4 py-2 text-sm last:border-0 max-md:grid-cols-1 max-md:gap-0"><dt className="text-muted">{label}</dt><dd className="font-medium tabular-nums">{value}</dd><dd className="tabular-nums text-muted">{about}</dd></div>)}
        </dl>
        <section aria-labelledby="workers">
          <h2 id="workers" className="pb-2 text-sm font-semibold">Workers</h2>
          {health.workers.length === 0 ? <p className="text-sm text-muted">None has reported. Nothing is deployed until one does: npm run worker starts one.</p> : (
            <ul className="rounded-lg border">{health.workers.map(({ id, host, startedAt, seenAt, up }) => <li key={id} className="flex flex-wrap gap-x-4 border-b px-4 py-2 text-sm last:border-0"><span className="font-medium">{host}</span><span>{up ? 'up' : 'silent'}</span><span className="text-muted">since <Ago at={startedAt} />, seen <Ago at={seenAt} /></span></li>)}</ul>
          )}
        </section>
      </div>
    </div>
  );
}
