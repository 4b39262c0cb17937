'use client';
import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Minus, Play, Square, Stethoscope, TriangleAlert } from 'lucide-react';
import { readHostTest, startHostTest, stopHostTest } from '@/app/actions/hosts';
import { unwrap } from '@/components/live/unwrap';
import { useRefusal } from '@/components/shell/role';
import { StatusIcon } from '@/components/status/StatusIcon';
import type { Family } from '@/components/status/families';
import { Progress } from '@/components/status/Progress';
import { Ago } from '@/components/ui/Ago';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { cn } from '@/components/ui/cn';
import type { HostCheck, HostTestView, HostView } from '@/lib/wire/hosts';

export interface HostTestProps {
  project: string;
  host: HostView;
  mayChange: boolean;
}

const WHILE_RUNNING = 500;
/** Somebody else may have started one. */
const OTHERWISE = 5000;

/** Tests a host and shows what was found while it is found; the last result stays until the next test. */
export function HostTest({ project, host, mayChange }: HostTestProps) {
  const forbidden = useRefusal();
  const client = useQueryClient();
  const queryKey = ['host-test', project, host.id];
  const query = useQuery({
    queryKey, queryFn: async () => unwrap(await readHostTest(project, host.id)),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? WHILE_RUNNING : OTHERWISE),
  });
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const act = async (action: typeof startHostTest | typeof stopHostTest) => {
    setBusy(true);
    const result = await action(project, host.id).finally(() => setBusy(false));
    setProblem(result.ok ? null : result.problem.message);
    await client.invalidateQueries({ queryKey });
  };
  if (query.isPending) return <SkeletonRows rows={6} label="Reading the last test" />;
  if (query.error && query.data === undefined) return <ProblemView what="the test" error={query.error} onRetry={() => void query.refetch()} />;
  const test = query.data ?? null;
  const start = <Button variant={test === null ? 'primary' : 'secondary'} disabled={!mayChange || busy || host.revokedAt !== null} title={forbidden ?? (host.revokedAt === null ? undefined : 'Its token is void: no agent can take the test.')} onClick={() => void act(startHostTest)}><Play />{test === null ? 'Test this host' : 'Test again'}</Button>;
  const refusal = problem === null ? null : <p role="alert" className="rounded-md border border-status-failed px-3 py-2 text-sm">{problem}</p>;
  if (test === null) {
    return (
      <EmptyState icon={<Stethoscope />} title="Not tested yet" action={<div className="flex flex-col items-center gap-3">{start}{refusal}</div>}>
        A script that changes nothing runs on the host, as deployments do. It tells whether the host answers, its clock and its disks, and which tools are there.
      </EmptyState>
    );
  }
  const through = test.checks.filter(({ state }) => state !== 'waiting' && state !== 'running').length;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="flex max-w-5xl flex-col gap-5 p-5 2xl:max-w-[100rem]">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <div role="status" className="min-w-0 flex-1 basis-64">
            <p className="flex items-center gap-2 text-base font-semibold"><StatusIcon family={FAMILY_OF_TEST[test.state]} />{verdictOf(test)}</p>
            <p className="text-sm text-muted">{test.state === 'running' ? progressOf(test, host) : <>{test.reason === null || test.state === 'passed' ? `Asked for by ${test.startedBy}` : test.reason}, <Ago at={test.finishedAt ?? test.createdAt} /></>}</p>
          </div>
          {test.state === 'running' ? <Button disabled={!mayChange || busy} title={forbidden} onClick={() => void act(stopHostTest)}><Square />Cancel</Button> : start}
        </div>
        {test.state === 'running' ? <Progress label="Test of the host" done={through} total={test.checks.length} family="progress" /> : null}
        {refusal}
        <div className="grid items-start gap-5 2xl:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-5">
            <Checks title="Connection" checks={test.checks.filter(({ group }) => group === 'connection')} />
            <Checks title="Machine" checks={test.checks.filter(({ group }) => group === 'machine')} />
          </div>
          <Checks title="Tools" checks={test.checks.filter(({ group }) => group === 'tools')} />
        </div>
      </div>
    </div>
  );
}

const FAMILY_OF_TEST = { running: 'progress', passed: 'done', failed: 'failed', cancelled: 'held' } as const satisfies Record<HostTestView['state'], Family>;

function verdictOf({ state, checks }: HostTestView): string {
  const odd = checks.filter((check) => check.state === 'warning').map(({ label }) => label);
  switch (state) {
    case 'running': return 'The test is under way';
    case 'cancelled': return 'The test was cancelled';
    case 'failed': return 'The test failed';
    case 'passed': return odd.length === 0 ? 'Everything is well' : `It works; ${new Intl.ListFormat('en').format(odd)} ${odd.length === 1 ? 'needs' : 'need'} a look`;
  }
}

/** What it waits for, or looks at. */
function progressOf({ checks, before, createdAt }: HostTestView, host: HostView) {
  const [answer] = checks;
  if (answer?.state === 'running') {
    if (before > 0) return `The host does ${before === 1 ? 'another run' : `${before} other runs`} first.`;
    if (host.problem !== null) return `It is tried again and again: ${host.problem}`;
    return <>{host.kind === 'ssh' ? 'Signing in' : 'Its agent has not asked for work yet; it does when it is there'}, asked for <Ago at={createdAt} /></>;
  }
  const now = checks.findLast(({ state, group }) => state === 'running' && group === 'tools');
  return now === undefined ? 'The script is starting' : `Asking ${now.label} for its version`;
}

const WORD = { waiting: 'not yet', running: 'looking', good: 'well', warning: 'needs a look', failed: 'failed', absent: 'not there', skipped: 'not looked at' } as const satisfies Record<HostCheck['state'], string>;

function Checks({ title, checks }: { title: string; checks: readonly HostCheck[] }) {
  return (
    <section>
      <h2 className="pb-1 text-xs font-medium text-muted">{title}</h2>
      <ul aria-label={title} className="overflow-hidden rounded-md border">
        {checks.map(({ id, label, state, value, hint, groups }) => {
          const pale = state === 'absent' || state === 'skipped' || state === 'waiting';
          return (
            <li key={id} className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-0.5 border-b px-3 py-1.5 text-sm last:border-b-0">
              <span title={WORD[state]} className="flex"><Sign state={state} /><span className="sr-only">{WORD[state]}:</span></span>
              <span className={cn('min-w-0 basis-56 max-sm:basis-auto', pale && 'text-muted')}>{label}</span>
              <span className={cn('min-w-0 flex-1 break-words tabular-nums', pale ? 'text-faint' : title === 'Tools' && state === 'good' && 'font-mono text-xs')}>{value === '' ? WORD[state] : value}</span>
              {groups === undefined || groups.length === 0 ? null : <span className="text-xs text-faint">{groups.join(', ')}</span>}
              {hint === null ? null : <span className="w-full break-words ps-7 text-xs text-muted">{hint}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Sign({ state }: { state: HostCheck['state'] }) {
  switch (state) {
    case 'waiting': return <StatusIcon family="waiting" className="opacity-50" />;
    case 'running': return <StatusIcon family="progress" />;
    case 'good': return <StatusIcon family="done" />;
    case 'failed': return <StatusIcon family="failed" />;
    case 'warning': return <TriangleAlert aria-hidden className="size-4 shrink-0 text-status-held" />;
    case 'absent': case 'skipped': return <Minus aria-hidden className="size-4 shrink-0 text-faint" />;
  }
}
