'use client';
import { memo, useState } from 'react';
import { useStore } from '@xyflow/react';
import { Diamond, Download, Frame, Hand, LayoutDashboard, Map as MapIcon, Maximize, Minus, MousePointer2, Plus, ScanSearch, Search, Spline, StickyNote } from 'lucide-react';
import { IconButton } from '@/components/ui/IconButton';
import { lazily } from '@/components/ui/lazily';
import { Menu, type MenuItems } from '@/components/ui/Menu';
import { Tooltip } from '@/components/ui/Tooltip';
import { hiddenIn, LinesButton } from './LinesButton';
import type { CanvasView } from './useCanvasView';

const LinesMenu = lazily(async () => (await import('./LinesMenu')).LinesMenu, <LinesButton less={0} />);

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
  exports: () => Promise<MenuItems>;
  /** Asks for values to look at conditions with; null: there are none. `tried`: others than those of the draft are looked at now. */
  onTry: ((at: DOMRect) => void) | null;
  tried: boolean;
}

/** Pixels of a canvas that has no room for all tools in one row. */
const NARROW = 600;

/** Tools of the canvas; each has its key. */
export const Toolbar = memo(function Toolbar({ view, readOnly, some, one, mapped, onNote, onFrame, onConnect, onTidy, onZoom, onFit, onFocusMode, exports, onTry, tried }: ToolbarProps) {
  const { tool, setTool, shown, setLines } = view;
  // What is in the menu of a node, or there twice.
  const narrow = useStore(({ width }) => width > 0 && width < NARROW);
  const zoom = useStore(({ transform }) => Math.round(transform[2] * 100));
  const [asked, setAsked] = useState(false);
  return (
    <div role="toolbar" aria-label="Canvas tools" className="absolute bottom-3 left-1/2 z-5 flex max-w-[calc(100%-16px)] -translate-x-1/2 items-center gap-0.5 rounded-md max-md:overflow-x-auto md:w-max md:flex-wrap md:justify-center border bg-raised p-1 shadow-raised [scrollbar-width:none]">
      <IconButton side="top" label="Select" keys="designer:v" icon={<MousePointer2 />} active={tool === 'select'} onClick={() => setTool('select')} />
      <IconButton side="top" label="Move the view" keys="designer:h" icon={<Hand />} active={tool === 'hand'} onClick={() => setTool('hand')} />
      {readOnly ? null : (
        <>
          <Line />
          <IconButton side="top" label="Connect" keys="designer:e" icon={<Spline />} disabled={!one} onClick={onConnect} />
          {narrow ? null : <IconButton side="top" label="Frame what is selected" keys="designer:g" icon={<Frame />} disabled={!some} onClick={onFrame} />}
          <IconButton side="top" label="Note" keys="designer:n" icon={<StickyNote />} onClick={onNote} />
          <IconButton side="top" label="Lay everything out anew" keys="designer:l" icon={<LayoutDashboard />} onClick={onTidy} />
        </>
      )}
      <Line />
      <IconButton side="top" label="Zoom out" keys="designer:-" icon={<Minus />} onClick={() => onZoom(1 / 1.2)} />
      <Tooltip label="Show everything" keys="designer:0" side="top"><button type="button" aria-label={`Zoom ${zoom} %, show everything`} onClick={onFit} className="h-8 w-11 shrink-0 rounded-md text-center text-xs tabular-nums text-muted hover:bg-hover hover:text-ink">{zoom} %</button></Tooltip>
      <IconButton side="top" label="Zoom in" keys="designer:+" icon={<Plus />} onClick={() => onZoom(1.2)} />
      {narrow ? null : <IconButton side="top" label="Show everything" keys="designer:0" icon={<Maximize />} onClick={onFit} />}
      {mapped ? <IconButton side="top" label="Overview" keys="designer:m" icon={<MapIcon />} active={view.map} onClick={() => view.setMap(!view.map)} className="max-lg:hidden" /> : null}
      <Line />
      <IconButton side="top" label="Find" keys="designer:Ctrl+f" icon={<Search />} active={view.finding !== null} onClick={() => view.setFinding(view.finding === null ? '' : null)} />
      <IconButton side="top" label="Only this and what is around it" keys="designer:f" icon={<ScanSearch />} active={view.focus !== null} disabled={!some && view.focus === null} onClick={onFocusMode} />
      {onTry === null ? null : <IconButton side="top" label={tried ? 'Conditions with other values than the draft’s' : 'Conditions with other values'} icon={<Diamond />} active={tried} onClick={(event) => onTry(event.currentTarget.getBoundingClientRect())} />}
      {asked ? <LinesMenu shown={shown} onLines={setLines} /> : <LinesButton less={hiddenIn(shown)} onPointerEnter={LinesMenu.preload} onFocus={LinesMenu.preload} onClick={() => setAsked(true)} />}
      <Menu label="Export the drawing" trigger={<button type="button" aria-label="Export" title="Export" className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"><Download className="size-4" aria-hidden /></button>} items={exports} />
    </div>
  );
});

function Line() {
  return <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-border" />;
}
