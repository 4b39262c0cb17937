'use client';
import { X } from 'lucide-react';
import type { EventView, ResourceView, Role } from '@/lib/wire/types';
import type { StackState } from '@/components/live/applyFrames';
import { useResourceDetail } from '@/components/live/useResourceDetail';
import { useRunLog } from '@/components/live/useRunLog';
import { LogView } from '@/components/deployments/LogView';
import { Status } from '@/components/status/Status';
import { CopyButton } from '@/components/ui/CopyButton';
import { IconButton } from '@/components/ui/IconButton';
import { Skeleton } from '@/components/ui/Skeleton';
import { formatClock } from '@/components/ui/time';
import { Elapsed } from './Elapsed';
import { HealthMark } from './HealthMark';
import { Values } from './Values';

export interface ResourceDrawerProps {
  resource: ResourceView;
  role: Role;
  state: StackState;
  project: string;
  onOpen: (resourceId: string) => void;
  onClose: () => void;
}

/** Everything about one resource: its state and why, what was sent, what it says of itself, what happened to it. */
export function ResourceDrawer({ resource, role, state, project, onOpen, onClose }: ResourceDrawerProps) {
  const detail = useResourceDetail(project, state.stack.id, resource);
  const deployment = state.deployments.find((each) => each.resourceName === resource.name);
  const log = useRunLog(project, deployment, deployment ? state.logs.get(deployment.configId) : undefined);
  const events = state.events.filter((event) => event.resourceId === resource.id).toReversed();
  return (
    <aside aria-label={`Resource ${resource.name}`} onKeyDown={(event) => { if (event.key === 'Escape') onClose(); }} className="flex w-[440px] max-w-full shrink-0 flex-col border-l bg-surface">
      <div className="flex items-start gap-2 border-b px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-base font-semibold">{resource.name}</h2>
          <p className="truncate font-mono text-xs text-muted">{resource.type}</p>
        </div>
        <IconButton label="Close" keys="Esc" icon={<X />} onClick={onClose} className="-mr-2 -mt-1" />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} role="group" aria-label="Details">
        <div className="border-b px-4 py-3">
          <div className="flex items-center gap-3">
            <Status action={resource.action} status={resource.status} waitingFor={resource.waitingFor} className="text-sm font-medium" />
            {resource.status === 'IN_PROGRESS' && resource.startedAt ? <Elapsed from={resource.startedAt} to={null} className="text-xs tabular-nums text-muted" /> : null}
          </div>
          {resource.waitingFor ? <p className="mt-1 text-sm text-muted">Waits for {resource.waitingFor}</p> : null}
          {resource.statusReason && resource.statusReason !== 'state changed' ? <p className="mt-1 whitespace-pre-wrap break-words font-mono text-xs text-muted">{resource.statusReason}</p> : null}
          {role === 'reader' || state.stack.deletedAt !== null ? null : <HealthMark project={project} stackId={state.stack.id} resource={resource} />}
          {resource.physicalResourceId ? <Line label="Physical id" value={resource.physicalResourceId} /> : null}
          {detail.data?.signalUrl ? <Line label="Signal URL" value={detail.data.signalUrl} /> : null}
        </div>
        {log.length > 0 ? <div className="flex h-72 flex-col border-b"><LogView chunks={log} label={`Output of ${resource.name}`} empty="" /></div> : null}
        <Requirements resource={resource} resources={state.stack.resources} onOpen={onOpen} />
        {detail.data ? (
          <>
            <Values title="Properties as sent" values={detail.data.properties} empty="No properties." />
            <Values title="Attributes" values={detail.data.attributes} empty="No attributes yet." />
            {Object.keys(detail.data.metadata).length > 0 ? <Values title="Metadata" values={detail.data.metadata} empty="" /> : null}
          </>
        ) : detail.error ? (
          <p role="alert" className="px-4 py-3 text-sm text-muted">Details could not be loaded: {detail.error.message}</p>
        ) : (
          <div role="status" aria-label="Loading" className="flex flex-col gap-2 px-4 py-3"><Skeleton className="h-3 w-40" /><Skeleton className="h-3 w-64" /><Skeleton className="h-3 w-52" /></div>
        )}
        <History events={events} />
      </div>
    </aside>
  );
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <div className="mt-2 flex items-center gap-2">
      <span className="w-20 shrink-0 text-xs text-muted">{label}</span>
      <span className="min-w-0 flex-1 truncate font-mono text-xs" title={value}>{value}</span>
      <CopyButton text={value} label={`Copy ${label}`} className="-my-1 size-6" />
    </div>
  );
}

function Requirements({ resource, resources, onOpen }: { resource: ResourceView; resources: readonly ResourceView[]; onOpen: (resourceId: string) => void }) {
  const beside = resources.filter((each) => each.stackId === resource.stackId);
  const needs = beside.filter((each) => resource.requires.includes(each.name));
  const neededBy = beside.filter((each) => each.requires.includes(resource.name));
  const inside = resource.physicalResourceId === null ? [] : resources.filter((each) => each.stackId === resource.physicalResourceId);
  if (needs.length + neededBy.length + inside.length === 0) return null;
  return (
    <section aria-label="Dependencies" className="grid grid-cols-2 gap-4 border-b px-4 py-2.5">
      {([['Needs', needs], ['Needed by', neededBy], ...(inside.length > 0 ? [['Its nested stack', inside] as const] : [])] as const).map(([title, list]) => (
        <div key={title} className="min-w-0">
          <h3 className="pb-1 text-xs font-medium text-muted">{title}</h3>
          <ul className="flex flex-col gap-0.5">
            {list.map((each) => (
              <li key={each.id} className="flex min-w-0 items-center gap-1.5">
                <Status action={each.action} status={each.status} waitingFor={each.waitingFor} show="icon" />
                <button type="button" onClick={() => onOpen(each.id)} className="truncate rounded-sm text-sm hover:underline">{each.name}</button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function History({ events }: { events: readonly EventView[] }) {
  return (
    <section aria-label="History" className="px-4 py-2.5">
      <h3 className="pb-1 text-xs font-medium text-muted">What happened</h3>
      <ol className="flex flex-col gap-1.5">
        {events.slice(0, 50).map((event) => (
          <li key={event.seq} className="flex items-start gap-2">
            <time dateTime={event.at} className="w-16 shrink-0 font-mono text-xs leading-4.5 tabular-nums text-faint">{formatClock(event.at)}</time>
            <div className="min-w-0">
              <Status action={event.action} status={event.status} waitingFor={event.waitingFor} className="text-sm" />
              {event.reason && event.reason !== 'state changed' ? <p className="break-words text-xs text-muted">{event.reason}</p> : null}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
