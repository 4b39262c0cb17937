'use client';
import { Handle, Position, useConnection } from '@xyflow/react';
import type { NodeKey } from '@/lib/graph';
import { cn } from '@/components/ui/cn';
import { useCanvasActions } from './actions';
import { into, outOf } from './handles';

const DOT = 'size-2.5! min-h-0! min-w-0! rounded-full! border! border-border-strong! bg-surface! opacity-0 transition-opacity group-hover/node:opacity-100 group-data-selected/node:opacity-100 hover:bg-ink! hover:opacity-100 after:absolute after:-inset-2 pointer-coarse:size-4! pointer-coarse:after:-inset-4';

/** Where lines begin and end. While a line is drawn, the whole node takes it. */
export function Ports({ of, source = true, target = true }: { of: NodeKey; source?: boolean; target?: boolean }) {
  const drawing = useConnection((connection) => (connection.inProgress ? (connection.fromHandle.id ?? '') : null));
  const { readOnly, addAfter } = useCanvasActions();
  const takes = drawing !== null && drawing !== outOf(of) && !readOnly;
  return (
    <>
      {target ? <Handle id={into(of)} type="target" position={Position.Left} isConnectableStart={false} isConnectable={!readOnly} className={cn(takes ? 'absolute! inset-0! z-10 size-full! translate-0! rounded-md! border-0! bg-transparent! opacity-0! min-h-0!' : 'size-1! min-h-0! min-w-0! border-0! bg-transparent!')} /> : null}
      {source ? <Handle id={outOf(of)} type="source" position={Position.Right} isConnectableEnd={false} isConnectable={!readOnly} title={readOnly ? undefined : 'Drag to what uses it; a click adds something that does'} onClick={(event) => { event.stopPropagation(); if (!readOnly && of.startsWith('resource:')) addAfter(of, { x: event.clientX, y: event.clientY }); }} className={DOT} /> : null}
    </>
  );
}
