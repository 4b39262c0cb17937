'use client';
import { useMemo } from 'react';
import { Ghost, Workflow } from 'lucide-react';
import type { EventLog } from '@/components/live/eventLog';
import type { OperationView, StackView } from '@/lib/wire/types';
import { resourcesAt } from '@/components/live/replay';
import type { Track } from '@/components/live/track';
import { useNow } from '@/components/live/useNow';
import type { Playback } from '@/components/live/usePlayback';
import { useRevisionText } from '@/components/live/useRevisionText';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { lazily } from '@/components/ui/lazily';
import { lastLengths } from '../lastLengths';
import type { NestedPaths } from '../nesting';
import { ActivityFeed } from './ActivityFeed';
import { GraphToolbar } from './GraphToolbar';
import { ResourceGraph } from './ResourceGraph';
import { Scrubber } from './Scrubber';
import { ghostsOf, heatOf, withFileRequirements, withNested } from './shownResources';
import { useGraphView } from './useGraphView';
import { useFileRequirements } from './useFileRequirements';
import { useTemplateRequirements } from './useTemplateRequirements';

const RevisionGraph = lazily(async () => (await import('../RevisionGraph')).RevisionGraph);

export interface StackGraphProps {
  project: string;
  stack: StackView;
  /** Of the whole tree. */
  events: EventLog;
  paths: NestedPaths;
  playback: Playback;
  track: Track;
  /** The operation that the page is about; null: the last one. */
  chosen: OperationView | null;
  selected: string | null;
  cause: string | null;
  onSelect: (resourceId: string | null) => void;
}

const NO_NAMES: ReadonlyMap<string, readonly string[]> = new Map();

/** The graph of a stack as it is, those that have not begun included; as it was at a moment of its history; or beside another version. */
export function StackGraph({ project, stack, events, paths, playback, track, chosen, selected, cause, onSelect }: StackGraphProps) {
  const { templateText, layout, operations } = stack;
  const { moment } = playback;
  const [view, change] = useGraphView(playback);
  const own = useMemo(() => stack.resources.filter((resource) => resource.stackId === stack.id), [stack.resources, stack.id]);
  const isPast = moment !== null;
  const past = useMemo(() => (!isPast ? null : events.about(({ stackId, resourceId }) => stackId === stack.id && resourceId !== null)), [isPast, events, stack.id]);
  const at = useMemo(() => (moment === null || past === null ? own : resourcesAt(stack.id, past, operations, own, moment)), [moment, past, own, stack.id, operations]);
  const unknown = at.some((resource) => resource.action === 'INIT' || resource.requires.length === 0);
  const requirements = useTemplateRequirements(templateText, unknown || view.ghosts);
  // Before that is known those that have not begun would stand where nothing holds them, and jump.
  const shapeless = requirements === undefined && templateText !== '' && at.some(({ action }) => action === 'INIT');
  const hasNested = stack.resources.length > own.length;

  const members = useMemo(() => stack.resources.filter((resource) => resource.stackId !== stack.id), [stack.resources, stack.id]);
  const inFiles = useFileRequirements(project, stack, view.nested && members.some(({ action }) => action === 'INIT'));

  const ghosts = useMemo(() => ghostsOf(stack.id, events.ofOperation((chosen ?? operations[0])?.id ?? ''), (chosen ?? operations[0])?.id ?? null, at, requirements ?? NO_NAMES), [stack.id, events, chosen, operations, at, requirements]);
  const resources = useMemo(() => {
    const shaped = requirements ? at.map((resource) => (resource.requires.length === 0 ? { ...resource, requires: [...(requirements.get(resource.name) ?? [])] } : resource)) : at;
    const nested = view.nested && moment === null ? withNested(stack.id, inFiles ? withFileRequirements([...shaped, ...members], inFiles) : [...shaped, ...members], paths) : shaped;
    return view.ghosts ? [...nested, ...ghosts] : nested;
  }, [at, requirements, view.nested, view.ghosts, moment, stack.id, members, inFiles, paths, ghosts]);

  const flying = useMemo(() => resources.filter((resource) => resource.status === 'IN_PROGRESS').map(({ id }) => id), [resources]);
  const now = useNow(view.heat && flying.length > 0 ? 500 : null);
  const lengths = useMemo(() => (view.heat ? lastLengths(events) : undefined), [view.heat, events]);
  const heat = useMemo(() => (lengths ? heatOf(resources, lengths, now) : undefined), [lengths, resources, now]);
  const wanted = view.filter.trim().toLowerCase();
  const matching = useMemo(() => (wanted === '' ? null : new Set(resources.filter(({ name, type }) => `${name} ${type}`.toLowerCase().includes(wanted)).map(({ id }) => id))), [wanted, resources]);
  const had = useMemo(() => own.length === 0 && events.about(({ stackId, resourceId }) => stackId === stack.id && resourceId !== null).length > 0, [own, events, stack.id]);
  const versions = stack.revisions.filter((each) => each.number !== stack.revision?.number).toSorted((a, b) => b.number - a.number);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <GraphToolbar view={view} onChange={change} versions={versions} hasNested={hasNested} ghostCount={ghosts.length} matching={matching ? { shown: matching.size, all: resources.length } : null} />
      {view.overlay === 'version' && view.version !== null ? (
        <Compared project={project} stack={stack} version={view.version} />
      ) : shapeless ? (
        <div className="min-h-0 flex-1" />
      ) : resources.length > 0 ? (
        <ResourceGraph resources={resources} layout={layout} selected={selected} cause={cause} heat={heat} matching={matching} plain={view.overlay === 'design'} follow={view.follow ? flying : undefined} addressed onSelect={onSelect} />
      ) : moment === null ? (
        <EmptyState icon={<Workflow />} title={had ? 'There are no resources now' : 'This stack has no resources'} action={ghosts.length > 0 ? <Button onClick={() => change({ ghosts: true })}><Ghost aria-hidden />Show what was here</Button> : undefined}>{!had ? 'Its template declares none. An update brings some.' : stack.deletedAt ? `${operations[0]?.retain ? 'They were left as they are when the stack was abandoned' : 'They were deleted with the stack'}. Replay below shows how, and so do events and timeline.` : 'An update brings new ones. Replay below shows what was here.'}</EmptyState>
      ) : (
        <EmptyState icon={<Workflow />} title="There were no resources at that moment" />
      )}
      {view.feed ? <ActivityFeed events={events} onOpen={onSelect} /> : null}
      {events.length > 0 ? <Scrubber playback={playback} operations={operations} track={track} /> : null}
    </div>
  );
}

/** What another version and the deployed one differ in, drawn. */
function Compared({ project, stack, version }: { project: string; stack: StackView; version: number }) {
  const other = useRevisionText(project, stack.id, version);
  if (other.error) return <p role="alert" className="p-4 text-sm text-muted">The version could not be read: {other.error.message}</p>;
  if (other.data === undefined) return <div role="status" aria-label="Loading the version" className="flex-1" />;
  const [before, after] = version < (stack.revision?.number ?? Infinity) ? [other.data, stack.templateText] : [stack.templateText, other.data];
  return <RevisionGraph before={before} after={after} />;
}
