'use client';
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import type { Position } from '@/lib/graph/cards';
import { pathOf } from '@/lib/graph/path';
import { onCurve } from '@/lib/graph/route';

/** Between two revisions: whether a line came or went. */
export type LineChange = 'added' | 'removed';
export type RoutedFlowEdge = Edge<{ turns: readonly Position[]; change: LineChange | undefined }, 'routed'>;

const SIGNS: Readonly<Record<LineChange, string>> = { added: '+', removed: '−' };

/** A line that goes around the cards that it does not belong to, on the same ways as in the designer. */
export function RoutedEdge({ sourceX, sourceY, targetX, targetY, data, markerEnd, style }: EdgeProps<RoutedFlowEdge>) {
  const [from, to] = [{ x: sourceX, y: sourceY }, { x: targetX, y: targetY }];
  const turns = data?.turns ?? [];
  const change = data?.change;
  const middle = turns.length > 0 ? (turns[Math.floor(turns.length / 2)] ?? to) : onCurve(from, to, 0.5);
  return (
    <>
      <BaseEdge path={pathOf(from, turns, to)} markerEnd={markerEnd} style={change === undefined ? style : { ...style, stroke: 'var(--ink)', strokeWidth: 2, strokeDasharray: change === 'removed' ? '3 4' : undefined }} />
      {change === undefined ? null : (
        <EdgeLabelRenderer>
          <div role="img" aria-label={change === 'added' ? 'This line came' : 'This line went'} className="pointer-events-none absolute flex size-4.5 items-center justify-center rounded-full border border-ink bg-surface text-xs leading-none font-semibold" style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}>{SIGNS[change]}</div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
