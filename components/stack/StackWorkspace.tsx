'use client';
import { useMemo, useState } from 'react';
import { Trash2 } from 'lucide-react';
import type { Role } from '@/lib/wire/types';
import { DeploymentsTab } from '@/components/deployments/DeploymentsTab';
import type { StackState } from '@/components/live/applyFrames';
import type { CommandRequest } from '@/components/live/stackCommands';
import { trackOf } from '@/components/live/track';
import { usePlayback } from '@/components/live/usePlayback';
import { useRunLog } from '@/components/live/useRunLog';
import { Timeline } from '@/components/timeline/Timeline';
import { Tabs } from '@/components/ui/Tabs';
import { formatMoment } from '@/components/ui/time';
import { CommandDialog } from './CommandDialog';
import { EventsTab } from './EventsTab';
import { FailureActions } from './FailureActions';
import { OutputsTab } from './OutputsTab';
import { ResourceDrawer } from './ResourceDrawer';
import { ResourcesTab } from './ResourcesTab';
import { RevisionsTab } from './RevisionsTab';
import { RootCauseBanner } from './RootCauseBanner';
import { StackActions } from './StackActions';
import { StackHeader } from './StackHeader';
import { UpdateSheet } from './UpdateSheet';
import type { StackCommand } from './availableActions';
import { StackGraph } from './graph/StackGraph';
import { useTemplateRequirements } from './graph/useTemplateRequirements';
import { nestedPaths } from './nesting';
import { failedDeployment, rootCauseOf } from './rootCause';
import { isStackTab, STACK_TABS, TAB_LABELS, type StackTab } from './tabs';
import { SnapshotsTab } from './SnapshotsTab';
import { useExportStack } from './useExportStack';
import { useEditStack } from './useEditStack';
import { useStackAddress } from './useStackAddress';

export interface StackWorkspaceProps {
  state: StackState;
  project: string;
  role: Role;
}

/** One stack: its state and its failure on top, the views of it below, one resource beside them. */
export function StackWorkspace({ state, project, role }: StackWorkspaceProps) {
  const { stack, events, deployments } = state;
  const address = useStackAddress(project, stack.id);
  const { tab } = address;
  const [request, setRequest] = useState<CommandRequest | 'update' | null>(null);
  const cause = useMemo(() => rootCauseOf(stack, events), [stack, events]);
  const failed = cause ? failedDeployment(cause, deployments) : undefined;
  const failedLog = useRunLog(project, failed, failed ? state.logs.get(failed.configId) : undefined);
  const selected = stack.resources.find((resource) => resource.id === address.resource || resource.name === address.resource);

  // The graph is that of the template; what nested stacks are made of is in the list of resources.
  const own = useMemo(() => ({ ...stack, resources: stack.resources.filter((resource) => resource.stackId === stack.id) }), [stack]);

  const paths = useMemo(() => nestedPaths(stack.id, stack.resources, events), [stack.id, stack.resources, events]);
  const requirements = useTemplateRequirements(stack.templateText, tab === 'timeline');
  const track = useMemo(() => trackOf(stack.operations, Date.parse(events.at(-1)?.at ?? stack.createdAt)), [stack.operations, events, stack.createdAt]);
  const playback = usePlayback(track);

  const edit = useEditStack(project, stack);
  const exporting = useExportStack(project, stack);
  const command = (wanted: StackCommand) => {
    if (wanted === 'edit') edit.mutate();
    else if (wanted === 'export') exporting.mutate();
    else setRequest(wanted === 'update' ? 'update' : { command: wanted });
  };
  const close = () => setRequest(null);
  const openDeployment = (id: string) => address.go({ tab: 'deployments', deployment: id });

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <StackHeader stack={stack} project={project} actions={<StackActions stack={stack} role={role} onCommand={command} />} />
      {stack.deletedAt ? <p role="status" className="flex shrink-0 items-center gap-2 border-b bg-sunken px-5 py-2 text-sm text-muted"><Trash2 className="size-4" aria-hidden />This stack was deleted on {formatMoment(stack.deletedAt)}. What is left is its history.</p> : null}
      {cause ? (
        <RootCauseBanner
          cause={cause}
          chunks={failedLog}
          exitCode={failed?.statusCode ?? null}
          onOpen={() => address.go({ resource: cause.resourceId })}
          actions={<FailureActions stack={stack} role={role} hasLog={failed !== undefined} onOpenLog={() => (failed ? openDeployment(failed.id) : undefined)} onCommand={command} />}
        />
      ) : null}
      <div className="flex min-h-0 flex-1">
        <Tabs
          label="Views of the stack"
          value={tab}
          tabs={STACK_TABS.map((value) => ({ value, label: TAB_LABELS[value], badge: badge(value, state) }))}
          onChange={(value) => (isStackTab(value) ? address.go({ tab: value }) : undefined)}
          className="min-w-0 bg-canvas [&>[role=tablist]]:bg-surface"
        >
          {tab === 'graph' ? <StackGraph stack={own} events={events} playback={playback} track={track} selected={selected?.id ?? null} cause={cause?.resourceName ?? null} onSelect={(id) => address.go({ resource: id })} /> : null}
          {tab === 'timeline' ? <Timeline rootId={stack.id} events={events} operations={stack.operations} resources={stack.resources} templateRequirements={requirements} playback={playback} onOpen={(id) => address.go({ resource: id })} /> : null}
          {tab === 'resources' ? <ResourcesTab resources={stack.resources} paths={paths} selected={selected?.id ?? null} onOpen={(resource) => address.go({ resource: resource.id })} /> : null}
          {tab === 'events' ? <EventsTab events={events} paths={paths} operations={stack.operations} onOpen={(id) => address.go({ resource: id })} /> : null}
          {tab === 'deployments' ? <DeploymentsTab state={state} project={project} selected={address.deployment} onSelect={openDeployment} /> : null}
          {tab === 'outputs' ? <OutputsTab project={project} stackId={stack.id} eventSeq={stack.eventSeq} /> : null}
          {tab === 'revisions' ? <RevisionsTab stack={stack} project={project} onRollback={(revision) => setRequest({ command: 'rollback', revision })} /> : null}
          {tab === 'snapshots' ? <SnapshotsTab stack={stack} project={project} role={role} onTake={() => command('snapshot')} onRestore={({ id, name }) => setRequest({ command: 'restore', snapshot: { id, name } })} /> : null}
        </Tabs>
        {selected ? <ResourceDrawer key={selected.id} resource={selected} role={role} state={state} project={project} onOpen={(id) => address.go({ resource: id })} onClose={() => address.go({ resource: null })} /> : null}
      </div>
      {request === 'update' ? <UpdateSheet project={project} stack={stack} onClose={close} /> : null}
      {request && request !== 'update' ? <CommandDialog project={project} stack={stack} request={request} onClose={close} onDone={close} /> : null}
    </div>
  );
}

function badge(tab: StackTab, { stack, deployments }: StackState) {
  const count = tab === 'resources' ? stack.resources.length : tab === 'deployments' ? deployments.length : tab === 'revisions' ? stack.revisions.length : 0;
  return count > 0 ? <span className="rounded-full bg-sunken px-1.5 text-xs tabular-nums text-muted">{count}</span> : null;
}
