'use client';
import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { pathOf } from '@/lib/graph';
import { EdgeCount, EdgeLabel } from './EdgeLabel';
import type { EdgeData, ReferenceFlowEdge } from './flow';

/** Of lines that are not solid. */
export const DASHES: Readonly<Partial<Record<EdgeData['kind'], string>>> = { order: '6 4', faint: '2 3', implied: '1 4' };

/** Solid: a value flows. Dashed: order only. Double: a config that is deployed. Thin: from a parameter, or to an output; dotted: an order that is implied. */
export function ReferenceEdge({ sourceX, sourceY, targetX, targetY, data, markerEnd, selected = false }: EdgeProps<ReferenceFlowEdge>) {
  const within = data?.within === true;
  // From chip to chip of one server: a bracket beside them.
  const path = within ? `M${targetX} ${sourceY}C${targetX - 26} ${sourceY} ${targetX - 26} ${targetY} ${targetX} ${targetY}` : pathOf({ x: sourceX, y: sourceY }, data?.turns ?? [], { x: targetX, y: targetY });
  const colour = selected ? 'var(--ink)' : 'var(--border-strong)';
  const kind = data?.kind ?? 'value';
  const count = data?.count ?? 1;
  const width = (kind === 'faint' || kind === 'implied' ? 1 : count > 1 ? 3 : 1.5) + (selected ? 1 : 0);
  return (
    <>
      {kind === 'deploy' ? (
        <>
          <BaseEdge path={path} interactionWidth={0} style={{ stroke: colour, strokeWidth: selected ? 6 : 5 }} />
          <BaseEdge path={path} interactionWidth={16} style={{ stroke: 'var(--canvas)', strokeWidth: selected ? 2 : 2.5 }} />
        </>
      ) : <BaseEdge path={path} markerEnd={markerEnd} interactionWidth={16} style={{ stroke: colour, strokeWidth: width, strokeDasharray: DASHES[kind] }} />}
      {data?.text ? <EdgeLabel text={data.text} x={within ? targetX - 14 : (data.label?.x ?? targetX)} y={within ? (sourceY + targetY) / 2 : (data.label?.y ?? targetY)} selected={selected} /> : null}
      {count > 1 ? <EdgeCount count={count} x={(sourceX + targetX) / 2} y={(sourceY + targetY) / 2} /> : null}
    </>
  );
}
