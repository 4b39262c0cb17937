'use client';
import { memo } from 'react';
import { Handle, Position, useStore, type Node, type NodeProps } from '@xyflow/react';
import type { PlanDecision, ResourceView } from '@/lib/wire/types';
import { FAMILY_FILL, familyOf, hookOf, statusLabel } from '@/components/status/families';
import { StatusIcon } from '@/components/status/StatusIcon';
import { DecisionIcon, decisionWord } from '@/components/status/decisions';
import { formatDuration } from '@/components/ui/time';
import { cn } from '@/components/ui/cn';
import { Elapsed } from '../Elapsed';
import { NODE_HEIGHT, NODE_WIDTH } from '@/lib/graph/cards';

export type ResourceNodeData = {
  resource: ResourceView;
  cause: boolean;
  decision?: PlanDecision;
  /** How long the last action took, as a share of the longest and in milliseconds. */
  heat?: { share: number; took: number };
  /** Not among what is looked for. */
  dim?: boolean;
  /** Without its state: as it is designed. */
  plain?: boolean;
};
export type ResourceFlowNode = Node<ResourceNodeData, 'resource'>;

/** Below this zoom only name and state are drawn. */
const FAR = 0.55;
/** Below this one there is no room for either: the state is the whole card. */
const VERY_FAR = 0.16;

/** A resource with its live state. In a plan: with what will be done to it. */
export const ResourceNode = memo(function ResourceNode({ data, selected }: NodeProps<ResourceFlowNode>) {
  const { resource, cause, decision, heat, dim = false, plain = false } = data;
  const far = useStore((state) => state.transform[2] < FAR);
  const veryFar = useStore((state) => state.transform[2] < VERY_FAR);
  const family = familyOf(resource);
  if (veryFar && !decision && !plain) {
    return (
      <div data-resource={resource.name} data-status={`${resource.action}_${resource.status}`} style={{ width: NODE_WIDTH, height: NODE_HEIGHT }} className={cn('rounded-md', family === 'waiting' ? 'border-4 border-dashed border-border-strong bg-surface' : FAMILY_FILL[family], dim && 'opacity-25', cause && 'ring-8 ring-status-failed', selected && 'outline-8 outline-ink')}>
        <Handle type="target" position={Position.Left} isConnectable={false} className="invisible" />
        <Handle type="source" position={Position.Right} isConnectable={false} className="invisible" />
      </div>
    );
  }
  const deleted = resource.action === 'DELETE' && resource.status === 'COMPLETE';
  return (
    <div
      data-resource={resource.name}
      data-status={`${resource.action}_${resource.status}`}
      style={{ width: NODE_WIDTH, height: NODE_HEIGHT }}
      className={cn(
        'relative flex items-center gap-2.5 overflow-hidden rounded-md border bg-surface ps-3.5 pe-3',
        family === 'waiting' && !decision && !plain && 'border-dashed border-border-strong',
        deleted && 'opacity-50',
        dim && 'opacity-25',
        decision === 'keep' && 'opacity-45',
        decision === 'delete' && 'border-dashed border-status-failed',
        decision === 'replace' && 'border-double border-4 border-status-held',
        cause && 'ring-2 ring-status-failed ring-offset-2 ring-offset-canvas',
        selected && 'outline-2 outline-offset-2 outline-ink',
      )}
    >
      {heat ? <span aria-hidden className="absolute inset-y-0 start-0 bg-ink/12" style={{ width: `${heat.share * 100}%` }} /> : null}
      {decision || plain || family === 'waiting' ? null : <span aria-hidden className={cn('absolute inset-y-0 start-0 w-1', FAMILY_FILL[family])} />}
      <Handle type="target" position={Position.Left} isConnectable={false} className="invisible" />
      {plain ? null : decision ? <DecisionIcon decision={decision} /> : <span key={`${resource.action}${resource.status}`} className="animate-pulse-once"><StatusIcon family={family} action={resource.action} ghost={deleted} className={far ? 'size-7' : 'size-5'} /></span>}
      <div className="relative min-w-0 flex-1">
        <div className={cn('truncate font-medium', far ? 'text-lg' : 'text-sm', deleted && 'line-through')}>{resource.name}</div>
        {far ? null : (
          <>
            <div className="truncate text-[11px] leading-3.5 text-faint">{resource.type.replace(/^OS::/, '')}</div>
            <div className="truncate text-xs text-muted" title={resource.waitingFor ?? undefined}>
              {plain ? (resource.requires.length > 0 ? `needs ${resource.requires.length}` : 'needs nothing') : decision ? decisionWord(decision) : heat ? `${statusLabel(resource)} · ${formatDuration(heat.took)}` : cause ? `${statusLabel(resource)} · cause` : resource.waitingFor && !hookOf(resource.waitingFor) ? `Waits for ${resource.waitingFor}` : statusLabel(resource)}
              {!decision && !plain && !heat && resource.status === 'IN_PROGRESS' && resource.startedAt ? <> · <Elapsed from={resource.startedAt} to={null} className="tabular-nums" /></> : null}
            </div>
          </>
        )}
      </div>
      <Handle type="source" position={Position.Right} isConnectable={false} className="invisible" />
    </div>
  );
});
