'use client';
import { useMemo } from 'react';
import { Workflow } from 'lucide-react';
import type { EventView, StackView } from '@/lib/wire/types';
import { resourcesAt } from '@/components/live/replay';
import type { Track } from '@/components/live/track';
import type { Playback } from '@/components/live/usePlayback';
import { EmptyState } from '@/components/ui/EmptyState';
import { ResourceGraph } from './ResourceGraph';
import { Scrubber } from './Scrubber';
import { useTemplateRequirements } from './useTemplateRequirements';

export interface StackGraphProps {
  stack: StackView;
  /** Of the whole tree. */
  events: readonly EventView[];
  playback: Playback;
  track: Track;
  selected: string | null;
  cause: string | null;
  onSelect: (resourceId: string | null) => void;
}

/** The graph of a stack as it is, those that have not begun included; or as it was at a moment of its history. */
export function StackGraph({ stack, events, playback, track, selected, cause, onSelect }: StackGraphProps) {
  const { templateText, layout, operations } = stack;
  const { moment } = playback;
  const resources = useMemo(() => (moment === null ? stack.resources : resourcesAt(stack.id, events, operations, stack.resources, moment)), [moment, stack.id, stack.resources, events, operations]);
  const unknown = resources.some((resource) => resource.action === 'INIT' || resource.requires.length === 0);
  const requirements = useTemplateRequirements(templateText, unknown);
  const shaped = useMemo(
    () => (requirements ? resources.map((resource) => (resource.requires.length === 0 ? { ...resource, requires: [...(requirements.get(resource.name) ?? [])] } : resource)) : resources),
    [resources, requirements],
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {resources.length > 0 ? (
        <ResourceGraph resources={shaped} layout={layout} selected={selected} cause={cause} onSelect={onSelect} />
      ) : moment === null ? (
        <EmptyState icon={<Workflow />} title="There are no resources now">{stack.deletedAt ? 'They were deleted with the stack. Replay below shows how, and so do events and timeline.' : 'An update brings new ones. Replay below shows what was here.'}</EmptyState>
      ) : (
        <EmptyState icon={<Workflow />} title="There were no resources at that moment" />
      )}
      {events.length > 0 ? <Scrubber playback={playback} operations={operations} track={track} /> : null}
    </div>
  );
}
