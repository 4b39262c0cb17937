'use client';
import { memo } from 'react';
import type { NodeProps } from '@xyflow/react';
import { cn } from '@/components/ui/cn';
import { TypeIcon } from '../TypeIcon';
import { spokenNode } from '../typeNames';
import { useCanvasActions } from './actions';
import type { PillFlowNode } from './flow';
import { PILL_HEIGHT, PILL_WIDTH } from './geometry';
import { Ports } from './Port';
import { elementId } from './handles';
import { ProblemBadge } from './ProblemBadge';
import { type Farness, useFarness } from './useFarness';

const NAME_SIZES: Readonly<Record<Farness, string>> = { near: 'text-xs', far: 'text-lg leading-6', farther: 'text-[22px] leading-7', farthest: 'text-[24px] leading-7' };

/** A parameter (a pill, left) or an output (a flag, right). */
export const PillNode = memo(function PillNode({ data }: NodeProps<PillFlowNode>) {
  const { node, selected } = data;
  const { focused, open } = useCanvasActions();
  const farness = useFarness();
  return (
    <div
      data-node={node.key}
      data-selected={selected || undefined}
      id={elementId(node.key)}
      role="treeitem"
      aria-level={1}
      aria-label={spokenNode(node)}
      aria-selected={selected}
      tabIndex={selected ? 0 : -1}
      onFocus={() => focused(node.key)}
      onDoubleClick={() => open(node.key)}
      style={{ width: PILL_WIDTH, height: PILL_HEIGHT }}
      className={cn('group/node relative flex items-center gap-2 border bg-surface px-3 text-xs outline-none', node.kind === 'parameter' ? 'rounded-full' : 'rounded-e-full border-s-4 border-s-border-strong', node.problems.worst === 'error' && 'border-status-failed', selected && 'outline-solid outline-2 outline-offset-2 outline-ink')}
    >
      <Ports of={node.key} source={node.kind === 'parameter'} target={node.kind === 'output'} />
      {farness === 'near' ? <TypeIcon type={node.type} shape={node.shape} className="size-3.5 shrink-0 text-muted" /> : null}
      <span className={cn('min-w-0 flex-1 truncate', NAME_SIZES[farness])}>{node.name}</span>
      <ProblemBadge node={node} />
    </div>
  );
});
