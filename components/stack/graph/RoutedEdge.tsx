'use client';
import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react';
import { pathOf } from '@/lib/graph/path';
import type { Position } from '@/lib/graph/layout';

export type RoutedFlowEdge = Edge<{ turns: readonly Position[] }, 'routed'>;

/** A line that goes around the cards that it does not belong to, on the same ways as in the designer. */
export function RoutedEdge({ sourceX, sourceY, targetX, targetY, data, markerEnd, style }: EdgeProps<RoutedFlowEdge>) {
  return <BaseEdge path={pathOf({ x: sourceX, y: sourceY }, data?.turns ?? [], { x: targetX, y: targetY })} markerEnd={markerEnd} style={style} />;
}
