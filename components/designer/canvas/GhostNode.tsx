'use client';
import { memo } from 'react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { CircleAlert } from 'lucide-react';
import { NODE_WIDTH } from '@/lib/graph';
import { useCanvasActions } from './actions';
import { GHOST_HEIGHT, type GhostFlowNode, ghostHandle } from './ghosts';

const BUTTON = 'nodrag rounded-sm border bg-surface px-1 py-0.5 text-xs whitespace-nowrap hover:bg-hover';

/** Something that is referred to and is not in the template, with what mends it. */
export const GhostNode = memo(function GhostNode({ data: { ghost } }: NodeProps<GhostFlowNode>) {
  const { mend, readOnly } = useCanvasActions();
  const what = ghost.kind === 'parameter' ? 'parameter' : 'resource';
  return (
    <div role="group" aria-label={`${ghost.name}, a ${what} that is not there`} style={{ width: NODE_WIDTH, height: GHOST_HEIGHT }} className="relative flex flex-col justify-center gap-1.5 rounded-md border border-dashed border-status-failed bg-surface px-2">
      <Handle id={ghostHandle(ghost)} type="source" position={Position.Right} isConnectable={false} className="size-1! min-h-0! min-w-0! border-0! bg-transparent!" />
      <span className="flex items-center gap-1.5 text-sm font-medium"><CircleAlert aria-hidden className="size-4 shrink-0 text-status-failed" /><span className="truncate">{ghost.name}</span><span className="shrink-0 text-xs font-normal text-muted">missing</span></span>
      {readOnly ? null : (
        <span className="flex gap-1">
          <button type="button" className={BUTTON} aria-label={`Create ${ghost.name}`} onClick={() => mend(ghost, 'create')}>Create</button>
          <button type="button" className={BUTTON} aria-label={`Use another ${what} for ${ghost.name}`} onClick={() => mend(ghost, 'replace')}>Use another</button>
          <button type="button" className={BUTTON} aria-label={`Remove the references to ${ghost.name}`} onClick={() => mend(ghost, 'remove')}>Remove</button>
        </span>
      )}
    </div>
  );
});
