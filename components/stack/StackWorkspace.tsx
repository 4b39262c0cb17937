'use client';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useRouter, useSearchParams } from 'next/navigation';
import { Trash2 } from 'lucide-react';
import type { JsonMap } from '@/lib/hot/types';
import type { OperationView, Role } from '@/lib/wire/types';
import type { StackState } from '@/components/live/applyFrames';
import type { CommandRequest } from '@/components/live/stackCommands';
import { trackOf } from '@/components/live/track';
import { useEarlierEvents } from '@/components/live/useEarlierEvents';
import { usePlayback } from '@/components/live/usePlayback';
import { hookOf } from '@/components/status/families';
import { whenIdle } from '@/components/ui/lazily';
import { Tabs } from '@/components/ui/Tabs';
import { placeHref } from '@/components/shell/navigation';
import { formatMoment } from '@/components/ui/time';
import { Failure } from './Failure';
import { HeldBanner } from './HeldBanner';
import { StackActions } from './StackActions';
import { StackHeader } from './StackHeader';
import type { StackCommand } from './availableActions';
import { readMoment } from './graph/graphAddress';
import { useTemplateRequirements } from './graph/useTemplateRequirements';
import { nestedPaths } from './nesting';
import { rootCauseOf } from './rootCause';
import { stoppedOf } from './stopped';
import { STACK_TABS, stackTab, TAB_KEYS, TAB_LABELS, type StackTab, UPDATE_HASH } from './tabs';
import { useExportStack } from './useExportStack';
import { useEditStack } from './useEditStack';
import { useStackAddress } from './useStackAddress';
import { useStackKeys } from './useStackKeys';
import { ActivityTab, CommandDialog, DeploymentsTab, EventsTab, OutputsTab, preloadRest, preloadView, ResourceDrawer, ResourcesTab, StackGraph, StoppedBanner, Timeline, UpdateSheet, VersionsTab } from './views';

export interface StackWorkspaceProps {
  state: StackState;
  project: string;
  role: Role;
}

/** One stack: its state and its failure on top, the views of it below, one resource beside them. */
export function StackWorkspace({ state, project, role }: StackWorkspaceProps) {
  const { stack, events } = state;
  const router = useRouter();
  useEffect(() => whenIdle(preloadRest), []);
  const address = useStackAddress(project, stack.id);
  const { tab, full, go } = address;
  const [request, setRequest] = useState<CommandRequest | 'update' | { environment: JsonMap } | null>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (window.location.hash !== UPDATE_HASH) return;
      window.history.replaceState(null, '', window.location.pathname + window.location.search);
      setRequest('update');
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  const cause = useMemo(() => rootCauseOf(stack, events), [stack, events]);
  const stopped = useMemo(() => (cause === null ? stoppedOf(stack) : null), [cause, stack]);
  const selected = stack.resources.find((resource) => resource.id === address.resource) ?? stack.resources.find((resource) => resource.name === address.resource);
  const held = useMemo(() => stack.resources.filter((resource) => hookOf(resource.waitingFor) !== null), [stack.resources]);
  const operation = stack.operations.find(({ id }) => id === address.op) ?? null;

  const own = useMemo(() => stack.resources.filter((resource) => resource.stackId === stack.id), [stack.resources, stack.id]);

  const paths = useMemo(() => nestedPaths(stack.id, stack.resources, events.subjects), [stack.id, stack.resources, events]);
  const requirements = useTemplateRequirements(stack.templateText, tab === 'timeline');
  const track = useMemo(() => trackOf(stack.operations, Date.parse(events.at(-1)?.at ?? stack.createdAt)), [stack.operations, events, stack.createdAt]);
  // A link to a moment, or to an operation of the past, shows it on the graph.
  const linked = readMoment(useSearchParams());
  const playback = usePlayback(track, linked ?? (operation?.finishedAt ? Date.parse(operation.finishedAt) : null));
  const earlier = useEarlierEvents(project, stack.id, events, { seq: address.event, moment: earliest(playback.moment, operation) });

  const edit = useEditStack(project, stack);
  const exporting = useExportStack(project, stack);
  const command = (wanted: StackCommand) => {
    if (wanted === 'edit') edit.mutate(null);
    else if (wanted === 'export') exporting.mutate();
    else setRequest(wanted === 'update' ? 'update' : { command: wanted, operation: stack.operations[0]?.id });
  };
  const close = () => setRequest(null);
  const updating = request === 'update' || (request !== null && 'environment' in request);
  const openDeployment = (id: string) => go({ tab: 'logs', deployment: id, full: false });
  const openResource = useCallback((id: string | null) => go({ resource: id }), [go]);
  const { seek, live } = playback;
  // A choice of the past is one for the whole page: the graph shows how that operation ended.
  const chooseOperation = (id: string | null) => {
    const wanted = stack.operations.find((each) => each.id === id);
    if (wanted?.finishedAt) seek(Date.parse(wanted.finishedAt));
    else live();
    go({ op: id });
  };
  useStackKeys({
    onTab: useCallback((wanted: StackTab) => go({ tab: wanted, full: false }), [go]),
    onOpen: useMemo(() => (selected ? () => go({ full: !full }) : undefined), [selected, full, go]),
  });

  return (
    <div className="flex min-h-0 flex-1 flex-col max-md:overflow-y-auto">
      <StackHeader stack={stack} project={project} resources={own} events={events} operation={operation} onOperation={chooseOperation} actions={<StackActions stack={stack} role={role} onCommand={command} />} />
      {stack.deletedAt ? <p role="status" className="flex shrink-0 items-center gap-2 border-b bg-sunken px-5 py-2 text-sm text-muted"><Trash2 className="size-4" aria-hidden />This stack was {stack.operations[0]?.retain ? 'abandoned' : 'deleted'} on {formatMoment(stack.deletedAt).replace(/ \(.*/, '')}. {stack.operations[0]?.retain ? 'What it had made was left as it is, and is nobody\u2019s. Here is its history.' : 'What is left is its history.'}</p> : null}
      {held.length > 0 ? <HeldBanner project={project} stackId={stack.id} role={role} held={held} paths={paths} onOpen={openResource} /> : null}
      {stopped && !full ? <StoppedBanner project={project} stack={stack} role={role} stopped={stopped} paths={paths} onOpen={openResource} onCommand={command} /> : null}
      {cause && !full ? <Failure cause={cause} state={state} project={project} role={role} paths={paths} onOpen={openResource} onOpenLog={openDeployment} onMarkHealthy={(resource) => setRequest({ command: 'healthy', resource })} onOpenStack={(id, op) => router.push(`${placeHref(project, 'stacks')}/${id}/timeline?op=${op}`)} onCommand={(wanted) => (wanted === 'edit' ? edit.mutate(paths.get(cause.stackId ?? '')?.[0] ?? cause.resourceName) : command(wanted))} /> : null}
      <div className="relative flex min-h-0 flex-1 max-md:min-h-[30rem]">
        {selected && full ? null : (
          <Tabs
            label="Views of the stack"
            value={tab}
            tabs={STACK_TABS.map((value) => ({ value, label: <TabLabel words={TAB_LABELS[value]} />, badge: badge(value, state), keys: TAB_KEYS[value] }))}
            onChange={(value) => go({ tab: stackTab(value) ?? tab })}
            onNear={(value) => preloadView(stackTab(value) ?? tab)}
            className="min-w-0 bg-canvas [&>[role=tablist]]:bg-surface"
          >
            {tab === 'graph' ? <StackGraph project={project} stack={stack} paths={paths} events={events} playback={playback} track={track} chosen={operation} selected={selected?.id ?? null} cause={cause?.resourceName ?? null} onSelect={openResource} /> : null}
            {tab === 'resources' ? <ResourcesTab project={project} stack={stack} events={events} paths={paths} selected={selected?.id ?? null} onOpen={(resource) => openResource(resource.id)} /> : null}
            {tab === 'timeline' ? <Timeline rootId={stack.id} events={events} earlier={earlier} operations={stack.operations} resources={stack.resources} templateRequirements={requirements} playback={playback} chosen={operation?.id ?? null} onOpen={openResource} /> : null}
            {tab === 'events' ? <EventsTab stack={stack} events={events} earlier={earlier} paths={paths} chosen={operation} failed={cause?.operation.id ?? null} linked={address.event} onOpen={openResource} /> : null}
            {tab === 'logs' ? <DeploymentsTab state={state} project={project} selected={address.deployment} beside={address.beside} onSelect={openDeployment} onBeside={(id) => go({ beside: id })} /> : null}
            {tab === 'outputs' ? <OutputsTab project={project} stack={stack} onOpen={openResource} /> : null}
            {tab === 'versions' ? <VersionsTab stack={stack} project={project} role={role} onRollback={(revision) => setRequest({ command: 'rollback', revision })} onTake={() => command('snapshot')} onRestore={({ id, name }) => setRequest({ command: 'restore', snapshot: { id, name } })} /> : null}
            {tab === 'activity' ? <ActivityTab stack={stack} project={project} role={role} onOperation={(id) => { chooseOperation(id); go({ tab: 'timeline', op: id }); }} onCommand={command} onUpdate={(environment) => setRequest({ environment })} /> : null}
          </Tabs>
        )}
        {selected ? (
          <ResourceDrawer key={selected.id} resource={selected} role={role} state={state} project={project} paths={paths} full={full} onFull={(wanted) => go({ full: wanted })} onOpen={openResource} onOpenLog={openDeployment} onEdit={() => edit.mutate(paths.get(selected.stackId)?.[0] ?? selected.name)} onMarkHealthy={() => setRequest({ command: 'healthy', resource: { id: selected.id, name: selected.name } })} onClose={() => openResource(null)} />
        ) : null}
      </div>
      {updating ? <UpdateSheet project={project} stack={stack} environment={request === 'update' ? undefined : request.environment} onClose={close} /> : null}
      {request && !updating ? <CommandDialog key={request.command} project={project} stack={stack} request={request} onClose={close} onDone={(done) => setRequest(done.command === request.command ? null : done)} /> : null}
    </div>
  );
}

/** All of the words where there is room for all of the tabs. */
function TabLabel({ words }: { words: string }) {
  const [first = words, second] = words.split(' and ');
  return <span>{first}{second === undefined ? null : <span className="max-lg:hidden"> and {second}</span>}</span>;
}

/** How far back the page looks: to the moment that is shown, to the beginning of the operation that was chosen. */
function earliest(moment: number | null, operation: OperationView | null): number {
  return Math.min(moment ?? Infinity, operation === null ? Infinity : Date.parse(operation.createdAt));
}

function badge(tab: StackTab, { stack, deployments }: StackState) {
  const count = tab === 'resources' ? stack.resources.length : tab === 'logs' ? deployments.length : tab === 'versions' ? stack.revisions.length : 0;
  return count > 0 ? <span className="rounded-full bg-sunken px-1.5 text-xs tabular-nums text-muted">{count}</span> : null;
}
