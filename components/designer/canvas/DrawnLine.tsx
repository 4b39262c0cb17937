'use client';
import { useEffect, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { BaseEdge, type ConnectionLineComponentProps, getBezierPath, useReactFlow } from '@xyflow/react';
import { cn } from '@/components/ui/cn';
import { useCanvasActions } from './actions';
import { keyAt } from './atPoint';
import type { FlowNode } from './flow';
import { elementId, keyOfHandle } from './handles';

/** Pixels from the pointer, so that it hides nothing of what it says. */
const BESIDE = 16;

/** The line while it is drawn, with what it would mean where the pointer is; what would take it is outlined, a circle that it would close as well. */
export function DrawnLine({ fromX, fromY, fromPosition, fromHandle, toX, toY, toPosition, toHandle }: ConnectionLineComponentProps<FlowNode>) {
  const { meaning } = useCanvasActions();
  const { flowToScreenPosition } = useReactFlow();
  const at = flowToScreenPosition({ x: toX, y: toY });
  // With the pointer on it a card takes the line, wherever its handle is.
  const ends = [keyOfHandle(fromHandle.id), keyOfHandle(toHandle?.id) ?? keyAt(at)] as const;
  // The beginning of a line is moved, and its end stays.
  const [from, to] = fromHandle.type === 'target' ? [ends[1], ends[0]] : ends;
  const said = useMemo(() => (from === null || to === null || from === to ? null : meaning(from, to)), [meaning, from, to]);
  useEffect(() => {
    if (said === null || to === null) return;
    const word = said.refused ? 'refused' : 'taken';
    const marked = (said.circle.length > 0 ? said.circle : [to]).flatMap((key) => document.getElementById(elementId(key)) ?? []);
    for (const element of marked) element.dataset.drawnLine = word;
    return () => { for (const element of marked) delete element.dataset.drawnLine; };
  }, [said, to]);
  const [path] = getBezierPath({ sourceX: fromX, sourceY: fromY, sourcePosition: fromPosition, targetX: toX, targetY: toY, targetPosition: toPosition });
  return (
    <>
      <BaseEdge path={path} style={{ stroke: said?.refused ? 'var(--status-failed)' : 'var(--ink)', strokeWidth: 1.5, strokeDasharray: said?.refused ? '4 4' : undefined }} />
      {said === null ? null : createPortal(
        <div role="status" className={cn('pointer-events-none fixed z-50 max-w-80 truncate rounded-sm border bg-raised px-2 py-1 text-xs shadow-raised', said.refused ? 'border-status-failed' : 'font-mono')} style={{ left: at.x + BESIDE, top: at.y + BESIDE }}>{said.words}</div>,
        document.body,
      )}
    </>
  );
}
