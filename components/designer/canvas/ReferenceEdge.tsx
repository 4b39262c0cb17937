'use client';
import { BaseEdge, type EdgeProps, getBezierPath } from '@xyflow/react';
import type { FlowEdge } from './flow';

const LABEL_PADDING: [number, number] = [5, 3];

/** Solid: a value flows. Dashed: order only. Double: a config that is deployed. Thin: from a parameter, or to an output. */
export function ReferenceEdge({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data, markerEnd, selected }: EdgeProps<FlowEdge>) {
  const [bezier, labelX, labelY] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, curvature: 0.3 });
  // From chip to chip of one server: a bracket beside them.
  const left = targetX;
  const path = data?.within ? `M${left} ${sourceY}C${left - 26} ${sourceY} ${left - 26} ${targetY} ${left} ${targetY}` : bezier;
  const colour = selected ? 'var(--ink)' : 'var(--border-strong)';
  const kind = data?.kind ?? 'value';
  const label = data?.text
    ? { label: data.text, labelX: data.within ? left - 20 : labelX, labelY: data.within ? (sourceY + targetY) / 2 : labelY, labelShowBg: true, labelBgPadding: LABEL_PADDING, labelBgBorderRadius: 4, labelStyle: { fill: 'var(--ink)', fontSize: 11, fontFamily: 'var(--font-mono)' }, labelBgStyle: { fill: 'var(--surface)', stroke: 'var(--border)' } }
    : {};
  if (kind === 'deploy') {
    return (
      <>
        <BaseEdge path={path} interactionWidth={0} style={{ stroke: colour, strokeWidth: selected ? 6 : 5 }} />
        <BaseEdge path={path} {...label} interactionWidth={16} style={{ stroke: 'var(--canvas)', strokeWidth: selected ? 2 : 2.5 }} />
      </>
    );
  }
  const width = (kind === 'faint' ? 1 : 1.5) + (selected ? 1 : 0);
  return <BaseEdge path={path} markerEnd={markerEnd} {...label} interactionWidth={16} style={{ stroke: colour, strokeWidth: width, strokeDasharray: kind === 'order' ? '6 4' : kind === 'faint' ? '2 3' : undefined }} />;
}
