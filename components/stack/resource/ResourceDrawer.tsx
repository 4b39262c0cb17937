'use client';
import { type ReactNode, useState } from 'react';
import { ArrowLeft, ExternalLink, Maximize2, PencilRuler, Radar, Radio, RefreshCw, RotateCw, StepForward, X } from 'lucide-react';
import type { ResourceView, Role } from '@/lib/wire/types';
import type { StackState } from '@/components/live/applyFrames';
import { useLook } from '@/components/live/useLook';
import { useResourceDetail } from '@/components/live/useResourceDetail';
import { useLog } from '@/components/live/useLog';
import { useClearHooks } from '@/components/live/useSignal';
import { LogView } from '@/components/deployments/LogView';
import { hookOf } from '@/components/status/families';
import { Status } from '@/components/status/Status';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { CopyButton } from '@/components/ui/CopyButton';
import { IconButton } from '@/components/ui/IconButton';
import { Skeleton } from '@/components/ui/Skeleton';
import { formatMoment } from '@/components/ui/time';
import { cn } from '@/components/ui/cn';
import { Elapsed } from '../Elapsed';
import type { NestedPaths } from '../nesting';
import { Values } from '../Values';
import { AttributeList } from './AttributeList';
import { Dependencies } from './Dependencies';
import { HealthMark } from './HealthMark';
import { LookAnswer } from './LookAnswer';
import { PropertyTable } from './PropertyTable';
import { ResourceEvents } from './ResourceEvents';
import { ResourceHistory } from './ResourceHistory';
import { SignalDialog } from './SignalDialog';

export interface ResourceDrawerProps {
  resource: ResourceView;
  role: Role;
  state: StackState;
  project: string;
  paths: NestedPaths;
  /** On a page of its own, in place of the views of the stack. */
  full: boolean;
  onFull: (full: boolean) => void;
  onOpen: (resourceId: string) => void;
  onOpenLog: (deploymentId: string) => void;
  onEdit: () => void;
  /** Shows what taking it for well would lead to. */
  onMarkHealthy: () => void;
  onClose: () => void;
}

/** Everything about one resource: its state and why, what was sent, what it says of itself, what happened to it. */
export function ResourceDrawer({ resource, role, state, project, paths, full, onFull, onOpen, onOpenLog, onEdit, onMarkHealthy, onClose }: ResourceDrawerProps) {
  const { stack } = state;
  const detail = useResourceDetail(project, stack.id, resource);
  const deployment = state.deployments.findLast((each) => each.resourceName === resource.name);
  const log = useLog(project, deployment?.configId, deployment ? state.logs.get(deployment.configId) : undefined);
  const look = useLook(project, stack.id, resource.id, resource.updatedAt);
  const [signalling, setSignalling] = useState(false);
  const clear = useClearHooks(project, stack.id);
  const hook = hookOf(resource.waitingFor);
  const path = paths.get(resource.stackId) ?? [];
  // A wait condition waits, and its handle takes the signal.
  const handle = resource.waitingFor?.startsWith('signal') ? stack.resources.find((each) => each.stackId === resource.stackId && each.type.endsWith('Handle') && resource.requires.includes(each.name)) : undefined;
  const still = role === 'reader' || stack.deletedAt !== null;
  const reason = resource.statusReason && resource.statusReason !== 'state changed' ? resource.statusReason : null;

  return (
    <aside
      aria-label={`Resource ${resource.name}`}
      onKeyDown={(event) => { if (event.key === 'Escape' && !event.defaultPrevented) { if (full) onFull(false); else onClose(); } }}
      className={cn('flex min-h-0 max-w-full flex-col bg-surface', 'max-md:fixed max-md:inset-0 max-md:z-40', full ? 'min-w-0 flex-1' : 'w-[480px] shrink-0 border-s max-md:w-full max-md:border-s-0 md:max-lg:absolute md:max-lg:inset-y-0 md:max-lg:end-0 md:max-lg:z-30')}
    >
      <div className="flex items-start gap-2 border-b px-4 py-3">
        {full ? <IconButton label="Back to the views of the stack" keys="stack:o" icon={<ArrowLeft />} onClick={() => onFull(false)} className="-ms-2 -mt-1" /> : null}
        <div className="min-w-0 flex-1">
          {path.length > 0 ? <p className="truncate text-xs text-muted">{path.join(' / ')} /</p> : null}
          <h2 className="truncate text-base font-semibold">{resource.name}</h2>
          <p className="truncate font-mono text-xs text-muted">{resource.type}</p>
        </div>
        <IconButton label="Read it anew" icon={<RefreshCw />} onClick={() => void detail.refetch()} className="-mt-1" />
        {full ? null : <IconButton label="Open on a page of its own" keys="stack:o" icon={<Maximize2 />} onClick={() => onFull(true)} className="-mt-1" />}
        <IconButton label="Close" icon={<X />} onClick={onClose} className="-me-2 -mt-1" />
      </div>
      <div className={cn('min-h-0 flex-1 overflow-y-auto', full && 'xl:columns-2 xl:gap-0')} tabIndex={0} role="group" aria-label="Details">
        <section aria-label="Now" className="break-inside-avoid border-b px-4 py-3">
          <div className="flex flex-wrap items-center gap-3">
            <Status action={resource.action} status={resource.status} waitingFor={resource.waitingFor} className="text-sm font-medium" />
            {resource.status === 'IN_PROGRESS' && resource.startedAt ? <Elapsed from={resource.startedAt} to={null} className="text-xs tabular-nums text-muted" /> : <span className="text-xs text-muted">since {formatMoment(resource.updatedAt).replace(/ \(.*/, '')}</span>}
            {(detail.data?.attempt ?? 0) > 1 ? <Badge>attempt {detail.data?.attempt}</Badge> : null}
          </div>
          {resource.waitingFor && !hook ? <p className="mt-1 text-sm text-muted">Waits for {resource.waitingFor}</p> : null}
          {reason ? <p className="mt-1 max-h-40 overflow-y-auto whitespace-pre-wrap break-words font-mono text-xs text-muted">{reason}</p> : null}
          {resource.physicalResourceId ? <Line label="Physical id" value={resource.physicalResourceId} href={detail.data?.consoleUrl ?? null} /> : null}
          {detail.data?.signalUrl ? <Line label="Signal URL" value={detail.data.signalUrl} /> : null}
          <div className="mt-3 flex flex-wrap gap-2">
            {hook && !still ? <Button size="sm" variant="primary" disabled={clear.isPending} onClick={() => clear.mutate([resource])}><StepForward aria-hidden />Let it go on</Button> : null}
            {detail.data?.takesSignals && !still ? <Button size="sm" onClick={() => setSignalling(true)}><Radio aria-hidden />Signal...</Button> : null}
            {handle && !still ? <Button size="sm" onClick={() => onOpen(handle.id)} title="It takes the signals that this one waits for"><Radio aria-hidden />Signal by {handle.name}...</Button> : null}
            {detail.data?.canBeAsked && resource.physicalResourceId !== null && stack.deletedAt === null ? <Button size="sm" disabled={look.isPending} title="Asks what runs it what it is at this moment, and changes nothing" onClick={() => look.mutate()}><Radar aria-hidden />{look.isPending ? 'Asking...' : 'Ask now'}</Button> : null}
            {deployment ? <Button size="sm" onClick={() => onOpenLog(deployment.id)}><RotateCw aria-hidden />Log and runs</Button> : null}
            {still ? null : <Button size="sm" onClick={onEdit}><PencilRuler aria-hidden />Edit in designer</Button>}
          </div>
          <LookAnswer look={look} />
          {still ? null : <HealthMark project={project} stackId={stack.id} resource={resource} onMarkHealthy={onMarkHealthy} />}
        </section>
        <ResourceHistory resource={resource} events={state.events} operations={stack.operations} paths={paths} />
        {log.lines.length > 0 ? <div className={cn('flex break-inside-avoid flex-col border-b', full ? 'h-96' : 'h-72')}><LogView log={log} label={`Output of ${resource.name}`} empty="" /></div> : null}
        <Dependencies resource={resource} resources={stack.resources} onOpen={onOpen} />
        {detail.data ? (
          <>
            <PropertyTable detail={detail.data} now={look.data} />
            <AttributeList detail={detail.data} now={look.data} />
            {Object.keys(detail.data.metadata).length > 0 ? <Values title="Metadata" values={detail.data.metadata} empty="" /> : null}
          </>
        ) : detail.error ? (
          <p role="alert" className="px-4 py-3 text-sm text-muted">Details could not be loaded: {detail.error.message}</p>
        ) : (
          <div role="status" aria-label="Loading" className="flex flex-col gap-2 px-4 py-3"><Skeleton className="h-3 w-40" /><Skeleton className="h-3 w-64" /><Skeleton className="h-3 w-52" /></div>
        )}
        <ResourceEvents resource={resource} events={state.events} />
        {detail.data ? <Raw>{JSON.stringify(detail.data, null, 2)}</Raw> : null}
      </div>
      {signalling ? <SignalDialog project={project} stackId={stack.id} resource={resource} onClose={() => setSignalling(false)} /> : null}
    </aside>
  );
}

function Line({ label, value, href = null }: { label: string; value: string; href?: string | null }) {
  return (
    <div className="mt-2 flex items-center gap-2">
      <span className="w-20 shrink-0 text-xs text-muted">{label}</span>
      <span className="min-w-0 flex-1 truncate font-mono text-xs" title={value}>{value}</span>
      <CopyButton text={value} label={`Copy ${label}`} className="-my-1 size-6" />
      {href === null ? null : <a href={href} target="_blank" rel="noreferrer" className="flex shrink-0 items-center gap-1 text-xs underline underline-offset-2">In the dashboard<ExternalLink aria-hidden className="size-3" /></a>}
    </div>
  );
}

function Raw({ children }: { children: ReactNode & string }) {
  return (
    <details className="break-inside-avoid border-t px-4 py-2.5">
      <summary className="text-xs font-medium text-muted">As JSON</summary>
      <div className="relative mt-2">
        <CopyButton text={children} label="Copy the JSON" className="absolute end-2 top-1 bg-code" />
        <pre tabIndex={0} aria-label="The resource as JSON" className="max-h-96 overflow-auto rounded-md border bg-code p-3 font-mono text-xs">{children}</pre>
      </div>
    </details>
  );
}
