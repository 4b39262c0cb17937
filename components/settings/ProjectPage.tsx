import Link from 'next/link';
import { placeHref } from '@/components/shell/navigation';
import type { Retention } from '@/lib/wire/retention';
import type { Role } from '@/lib/wire/types';
import type { Usage } from '@/lib/wire/usage';
import { cn } from '@/components/ui/cn';
import { WebhookList } from '@/components/webhooks/WebhookList';
import { RetentionForm } from './RetentionForm';

const KEPT: readonly (readonly [what: string, howLong: string])[] = [
  ['Revisions of a stack', 'as long as the stack'],
  ['Versions of configs and secrets', 'until they are removed'],
  ['Trials of configs', 'an hour'],
  ['Tokens of the API', 'until they end'],
];

/** What the project uses of what there may be, and how long what is kept. */
export function ProjectPage({ project, role, usage, retention }: { project: string; role: Role; usage: Usage; retention: Retention }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-surface" tabIndex={-1}>
      <div className="mx-auto flex w-full max-w-4xl flex-col gap-8 px-6 py-6">
        <header><h1 className="text-xl font-semibold tracking-tight">Project {project}</h1></header>
        <section aria-labelledby="usage">
          <h2 id="usage" className="pb-3 text-sm font-semibold">In use</h2>
          <ul className="flex flex-col gap-3">
            {usage.quotas.map(({ label, used, most, about }) => (
              <li key={label} className="grid grid-cols-[minmax(0,1fr)_120px_minmax(0,1fr)] items-center gap-4 max-md:grid-cols-[minmax(0,1fr)_100px]">
                <span className="text-sm">{label}{about ? <span className="block text-xs text-muted">{about}</span> : null}</span>
                <span className="text-end text-sm tabular-nums">{used.toLocaleString('en')}{most === null ? '' : ` of ${most.toLocaleString('en')}`}</span>
                {most === null ? <span className="max-md:hidden" /> : <Meter label={label} used={used} most={most} />}
              </li>
            ))}
          </ul>
        </section>
        {usage.largest.length === 0 ? null : (
          <section aria-labelledby="largest">
            <h2 id="largest" className="pb-2 text-sm font-semibold">Largest stacks</h2>
            <ul className="rounded-lg border">{usage.largest.map(({ id, name, resources }) => <li key={id} className="flex justify-between border-b px-3 py-1.5 text-sm last:border-0"><Link className="font-medium hover:underline" href={`${placeHref(project, 'stacks')}/${id}/graph`}>{name}</Link><span className="tabular-nums text-muted">{resources} resources</span></li>)}</ul>
          </section>
        )}
        <section aria-labelledby="webhooks">
          <h2 id="webhooks" className="pb-2 text-sm font-semibold">Webhooks for every stack</h2>
          <div className="overflow-hidden rounded-lg border"><WebhookList project={project} role={role} stackId={null} /></div>
        </section>
        <section aria-labelledby="kept">
          <h2 id="kept" className="pb-2 text-sm font-semibold">How long things are kept</h2>
          <RetentionForm project={project} role={role} retention={retention} />
          <dl className="mt-3 rounded-lg border">{KEPT.map(([what, howLong]) => <div key={what} className="flex flex-wrap justify-between gap-x-4 border-b px-3 py-1.5 text-sm last:border-0"><dt>{what}</dt><dd className="text-muted">{howLong}</dd></div>)}</dl>
        </section>
      </div>
    </div>
  );
}

/** Full is told by the words beside it; the colour says the same. */
function Meter({ label, used, most }: { label: string; used: number; most: number }) {
  const share = Math.min(1, used / most);
  return (
    <span role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={most} aria-valuenow={used} className="flex items-center gap-2 max-md:col-span-2">
      <span className="h-1.5 flex-1 overflow-hidden rounded-full bg-selected"><span className={cn('block h-full rounded-full', share >= 0.95 ? 'bg-status-failed' : share >= 0.8 ? 'bg-status-held' : 'bg-muted')} style={{ width: `${share * 100}%` }} /></span>
      {share >= 0.8 ? <span className="text-xs text-muted">{share >= 1 ? 'full' : 'nearly full'}</span> : null}
    </span>
  );
}
