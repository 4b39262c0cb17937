'use client';
import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { pathOf } from '@/lib/graph';
import type { GhostFlowEdge } from './ghosts';

/** A reference to something that is not there. */
export function GhostEdge({ sourceX, sourceY, targetX, targetY, markerEnd }: EdgeProps<GhostFlowEdge>) {
  return <BaseEdge path={pathOf({ x: sourceX, y: sourceY }, [], { x: targetX, y: targetY })} markerEnd={markerEnd} interactionWidth={0} style={{ stroke: 'var(--status-failed)', strokeWidth: 1.5, strokeDasharray: '2 4' }} />;
}
