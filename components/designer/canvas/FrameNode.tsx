'use client';
import { memo, useState } from 'react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { ChevronDown, ChevronRight, Palette } from 'lucide-react';
import { FRAME_COLORS, type FrameColor } from '@/lib/graph';
import { Menu } from '@/components/ui/Menu';
import { cn } from '@/components/ui/cn';
import { useCanvasActions } from './actions';
import { type FrameFlowNode } from './flow';
import { into, outOf } from './handles';
import { FRAME_TITLE } from './scene';

const TINTS: Readonly<Record<FrameColor | 'none' | 'card', string>> = { none: 'bg-sunken/60', card: 'bg-surface', sand: 'bg-frame-sand', sage: 'bg-frame-sage', mist: 'bg-frame-mist', rose: 'bg-frame-rose' };
const END = 'size-1! min-h-0! min-w-0! border-0! bg-transparent!';

/** A frame: a box around its members, or one card that stands for them. */
export const FrameNode = memo(function FrameNode({ data: { frame, chosen }, width, height }: NodeProps<FrameFlowNode>) {
  const { collapse, titleFrame, colorFrame, readOnly } = useCanvasActions();
  const [typing, setTyping] = useState(false);
  const { collapsed, members, title, color } = frame;
  const name = title || 'Frame';
  const Chevron = collapsed ? ChevronRight : ChevronDown;
  return (
    <div
      role="group"
      aria-label={`Frame ${name}, ${members.length} ${members.length === 1 ? 'resource' : 'resources'}${collapsed ? ', collapsed' : ''}`}
      data-frame={frame.key}
      style={{ width, height }}
      className={cn('group/frame flex flex-col rounded-lg border', collapsed ? 'justify-center border-4 border-double' : 'border-dashed border-border-strong', TINTS[color ?? (collapsed ? 'card' : 'none')], chosen && 'outline-solid outline-2 outline-offset-2 outline-ink')}
    >
      <Handle id={into(frame.key)} type="target" position={Position.Left} isConnectable={false} className={END} />
      <Handle id={outOf(frame.key)} type="source" position={Position.Right} isConnectable={false} className={END} />
      <div className="frame-title flex shrink-0 cursor-grab items-center gap-1.5 px-2" style={{ height: FRAME_TITLE }}>
        <button type="button" tabIndex={-1} aria-label={collapsed ? `Open the frame ${name}` : `Collapse the frame ${name}`} className="nodrag rounded-sm p-0.5 hover:bg-hover" onClick={(event) => { event.stopPropagation(); collapse(frame); }}><Chevron aria-hidden className="size-4 text-muted" /></button>
        {typing ? (
          <input
            autoFocus
            aria-label="Title of the frame"
            defaultValue={title}
            className="nodrag min-w-0 flex-1 bg-transparent text-sm font-medium outline-none"
            onFocus={(event) => event.currentTarget.select()}
            onKeyDown={(event) => {
              event.stopPropagation();
              if (event.key === 'Escape') event.currentTarget.value = title;
              if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
            }}
            onBlur={(event) => { setTyping(false); titleFrame(frame, event.currentTarget.value.trim()); }}
          />
        ) : <button type="button" tabIndex={-1} title="Double-click to change the title" className="min-w-0 flex-1 cursor-grab truncate text-start text-sm font-medium" onDoubleClick={() => { if (!readOnly) setTyping(true); }}>{name}</button>}
        <span className="shrink-0 text-xs tabular-nums text-muted">{members.length}</span>
        {readOnly ? null : (
          <Menu
            label="Tint of the frame"
            trigger={<button type="button" tabIndex={-1} aria-label={`Tint of the frame ${name}`} title="Tint" className="nodrag rounded-sm p-0.5 opacity-0 group-hover/frame:opacity-100 hover:bg-hover focus-visible:opacity-100 data-[state=open]:opacity-100"><Palette aria-hidden className="size-3.5 text-muted" /></button>}
            items={[null, ...FRAME_COLORS].map((each) => ({ id: each ?? 'none', label: each === null ? 'None' : `${each[0]?.toUpperCase()}${each.slice(1)}`, icon: <span aria-hidden className={cn('size-4 rounded-sm border', TINTS[each ?? 'none'])} />, onSelect: () => colorFrame(frame, each) }))}
          />
        )}
      </div>
    </div>
  );
});
