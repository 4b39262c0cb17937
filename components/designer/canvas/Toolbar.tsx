'use client';
import { useStore } from '@xyflow/react';
import { Diamond, Download, Frame, Hand, LayoutDashboard, ListFilter, Map as MapIcon, Maximize, Minus, MousePointer2, Plus, ScanSearch, Search, Spline, StickyNote } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { IconButton } from '@/components/ui/IconButton';
import { Menu, type MenuItem } from '@/components/ui/Menu';
import { Tooltip } from '@/components/ui/Tooltip';
import { DASHES } from './ReferenceEdge';
import { type CanvasView, LINES, NEAR_FIRST } from './useCanvasView';

export interface ToolbarProps {
  view: CanvasView;
  readOnly: boolean;
  /** Something is selected; one resource alone. */
  some: boolean;
  one: boolean;
  mapped: boolean;
  onNote: () => void;
  onFrame: () => void;
  onConnect: () => void;
  onTidy: () => void;
  onZoom: (factor: number) => void;
  onFit: () => void;
  onFocusMode: () => void;
  exports: readonly (MenuItem | 'separator')[];
  /** Asks for values to look at conditions with; null: there are none. `tried`: others than those of the draft are looked at now. */
  onTry: ((at: DOMRect) => void) | null;
  tried: boolean;
}

/** Tools of the canvas; each has its key. */
export function Toolbar({ view, readOnly, some, one, mapped, onNote, onFrame, onConnect, onTidy, onZoom, onFit, onFocusMode, exports, onTry, tried }: ToolbarProps) {
  const { tool, setTool, shown, setLines } = view;
  const zoom = useStore(({ transform }) => Math.round(transform[2] * 100));
  const hidden = LINES.filter(({ id }) => shown[id] === 'none').length;
  return (
    <div role="toolbar" aria-label="Canvas tools" className="absolute bottom-3 left-1/2 z-5 flex max-w-[calc(100%-16px)] -translate-x-1/2 items-center gap-0.5 overflow-x-auto rounded-md border bg-raised p-1 shadow-raised [scrollbar-width:none]">
      <IconButton side="top" label="Select" keys="V" icon={<MousePointer2 />} active={tool === 'select'} onClick={() => setTool('select')} />
      <IconButton side="top" label="Move the view" keys="H" icon={<Hand />} active={tool === 'hand'} onClick={() => setTool('hand')} />
      {readOnly ? null : (
        <>
          <Line />
          <IconButton side="top" label="Connect" keys="E" icon={<Spline />} disabled={!one} onClick={onConnect} />
          <IconButton side="top" label="Frame what is selected" keys="G" icon={<Frame />} disabled={!some} onClick={onFrame} />
          <IconButton side="top" label="Note" keys="N" icon={<StickyNote />} onClick={onNote} />
          <IconButton side="top" label="Lay everything out anew" keys="L" icon={<LayoutDashboard />} onClick={onTidy} />
        </>
      )}
      <Line />
      <IconButton side="top" label="Zoom out" keys="-" icon={<Minus />} onClick={() => onZoom(1 / 1.2)} />
      <Tooltip label="Show everything" keys="0" side="top"><button type="button" aria-label={`Zoom ${zoom} %, show everything`} onClick={onFit} className="h-8 w-11 shrink-0 rounded-md text-center text-xs tabular-nums text-muted hover:bg-hover hover:text-ink">{zoom} %</button></Tooltip>
      <IconButton side="top" label="Zoom in" keys="+" icon={<Plus />} onClick={() => onZoom(1.2)} />
      <IconButton side="top" label="Show everything" keys="0" icon={<Maximize />} onClick={onFit} />
      {mapped ? <IconButton side="top" label="Overview" keys="M" icon={<MapIcon />} active={view.map} onClick={() => view.setMap(!view.map)} className="max-lg:hidden" /> : null}
      <Line />
      <IconButton side="top" label="Find" keys="Ctrl F" icon={<Search />} active={view.finding !== null} onClick={() => view.setFinding(view.finding === null ? '' : null)} />
      <IconButton side="top" label="Only this and what is around it" keys="F" icon={<ScanSearch />} active={view.focus !== null} disabled={!some && view.focus === null} onClick={onFocusMode} />
      {onTry === null ? null : <IconButton side="top" label={tried ? 'Conditions with other values than the draft’s' : 'Conditions with other values'} icon={<Diamond />} active={tried} onClick={(event) => onTry(event.currentTarget.getBoundingClientRect())} />}
      <Radix.Root modal={false}>
        <Tooltip label="Legend: which lines are shown" side="top">
          <Radix.Trigger asChild><button type="button" aria-label={hidden > 0 ? `Lines, ${hidden} kinds hidden` : 'Lines'} className="relative inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"><ListFilter className="size-4" aria-hidden />{hidden > 0 ? <span aria-hidden className="absolute top-1 right-1 size-1.5 rounded-full bg-ink" /> : null}</button></Radix.Trigger>
        </Tooltip>
        <Radix.Portal>
          <Radix.Content side="top" align="end" sideOffset={8} collisionPadding={8} className="z-50 w-80 animate-appear rounded-md bg-raised p-1 shadow-raised">
            <Radix.Label className="px-2 pt-1.5 pb-1 text-xs font-medium text-muted">Lines go from what is needed to what needs it</Radix.Label>
            {LINES.map(({ id, label, about }) => (
              <Radix.CheckboxItem key={id} checked={shown[id] === 'near' ? 'indeterminate' : shown[id] === 'all'} onSelect={(event) => event.preventDefault()} onCheckedChange={() => setLines({ ...shown, [id]: shown[id] === 'all' ? 'none' : shown[id] === 'none' && NEAR_FIRST.has(id) ? 'near' : 'all' })} className="flex cursor-pointer items-center gap-3 rounded-sm px-2 py-1.5 text-sm outline-none data-highlighted:bg-hover">
                <svg width="36" height="10" aria-hidden className="shrink-0 text-muted">
                  {id === 'deploy' ? <><path d="M0 3h36M0 7h36" stroke="currentColor" strokeWidth="1.25" /></> : <path d="M0 5h30" stroke="currentColor" strokeWidth={id === 'faint' || id === 'implied' ? 1 : 1.75} strokeDasharray={DASHES[id]} />}
                  {id === 'value' ? <path d="m29 1 7 4-7 4z" fill="currentColor" /> : id === 'order' || id === 'implied' ? <path d="m30 1 6 4-6 4" stroke="currentColor" fill="none" /> : id === 'faint' ? <circle cx="33" cy="5" r="2" fill="currentColor" /> : null}
                </svg>
                <span className="min-w-0 flex-1"><span className="block">{label}</span><span className="block text-xs text-muted">{about}</span></span>
                <span className="text-xs text-muted">{shown[id] === 'all' ? 'shown' : shown[id] === 'near' ? 'near' : 'hidden'}</span>
              </Radix.CheckboxItem>
            ))}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
      <Menu label="Export the drawing" trigger={<button type="button" aria-label="Export" title="Export" className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"><Download className="size-4" aria-hidden /></button>} items={exports} />
    </div>
  );
}

function Line() {
  return <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-border" />;
}
