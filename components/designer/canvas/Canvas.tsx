'use client';
import { useEffect, useMemo, useRef, useState, type DragEvent, type ReactNode, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { Background, ReactFlow, SelectionMode } from '@xyflow/react';
import type { NodeKey, Position } from '@/lib/graph';
import { preferencesNow } from '@/components/shell/preferences';
import { lazily } from '@/components/ui/lazily';
import { InTurn } from '@/components/ui/turns';
import { useSteady } from '@/components/ui/useSteady';
import type { Present } from '@/lib/wire/drafts';
import { DRAGGED_TYPE } from '../palette/draggedType';
import type { DesignerSession, Snapshot } from '../document/session';
import type { Commands } from '../useCommands';
import type { InsideChoice } from '../inside/useInside';
import { CanvasActionsContext, type InsideAction } from './actions';
import { fieldAt, isWithin, keyAt, pointOf } from './atPoint';
import { CardNode } from './CardNode';
import { DrawnLine } from './DrawnLine';
import { FindBar } from './FindBar';
import { FitWhileUntouched } from './FitWhileUntouched';
import type { Inners } from './inner';
import type { FlowEdge, FlowNode } from './flow';
import { FocusBar } from './FocusBar';
import { FrameNode } from './FrameNode';
import { GhostEdge } from './GhostEdge';
import { GhostNode } from './GhostNode';
import { elementId, isNodeKey, keyOfHandle } from './handles';
import { NoteNode } from './NoteNode';
import { Overview } from './Overview';
import { PillNode } from './PillNode';
import { ReferenceEdge } from './ReferenceEdge';
import { Surface } from './Surface';
import { Toolbar } from './Toolbar';
import { useActionsOf } from './useCanvasActions';
import { useCamera } from './useCamera';
import { useCanvasKeys } from './useCanvasKeys';
import { MAPPED, useCanvasView } from './useCanvasView';
import { useClipboard } from './useClipboard';
import { useDragged, useDragging } from './useDragging';
import { useDrawing } from './useDrawing';
import { useExports } from './useExports';
import { useFit } from './useFit';
import { useLongPress } from './useLongPress';
import { useMarquee } from './useMarquee';
import { useViewAddress } from '@/components/ui/useViewAddress';

const TryValues = lazily(async () => (await import('./TryValues')).TryValues);

export interface CanvasProps {
  project: string;
  /** Of the draft, for files that are exported. */
  name: string;
  session: DesignerSession;
  snapshot: Snapshot;
  commands: Commands;
  region: RefObject<HTMLElement | null>;
  docks: boolean;
  /** Better places are being looked for. */
  arranging: boolean;
  readOnly: boolean;
  onDocks: () => void;
  /** Moves the focus into the form of the selected node. */
  onOpen: () => void;
  /** Goes down into a nested template, to one of its resources if one is named. */
  onDescend: (key: NodeKey, name?: string) => void;
  /** Who else is in the draft. */
  people: readonly Present[];
  onAscend: () => void;
  /** Its address says where one looks. */
  addressed: boolean;
  /** Something inside of an open card is chosen, and perhaps done with. */
  onInside: (choice: InsideChoice | null, action: InsideAction | null) => void;
  onMoveInside: (choice: InsideChoice, by: Position) => void;
  onAddInside: (at: Position) => void;
  /** A type is dropped at a place of the screen. */
  onDropType: (type: string, at: Position) => void;
  inners: Inners;
  children?: ReactNode;
}

const NODE_TYPES = { card: CardNode, pill: PillNode, frame: FrameNode, note: NoteNode, ghost: GhostNode };
const EDGE_TYPES = { reference: ReferenceEdge, ghost: GhostEdge };
const GRID: [number, number] = [8, 8];
/** The middle button; the left one draws a box around what is selected, Space turns it into a hand. */
const PAN_BUTTONS = [1];
const HAND_BUTTONS = [0, 1];
const ZOOM_KEYS = ['Control', 'Meta'];

/** The template as a drawing. */
export function Canvas({ project, name, session, snapshot, commands, region, docks, arranging, readOnly, onDocks, onOpen, onDescend, onAscend, onInside, onMoveInside, onAddInside, onDropType, inners, addressed, people, children }: CanvasProps) {
  const { analysis: { graph }, selected, marked } = snapshot;
  const [dragged, setDragged] = useDragged();
  const [hovered, setHovered] = useState<NodeKey | null>(null);
  const { renaming, connect, connectInto, askTypes } = commands;
  /** With fingers a drag moves the view; what is selected is tapped. */
  const [fingers, setFingers] = useState(false);
  const [trying, setTrying] = useState<DOMRect | null>(null);
  const view = useCanvasView(graph, { docks, addressed });
  const camera = useCamera();
  const { scene, routes, nodes, edges, mounted, shown, opens, toggleInner } = useDrawing({ session, snapshot, view, dragged, hovered, renaming, docks, arranging, people, inners });
  const { onNodesChange, onNodeDragStop } = useDragging({ session, snapshot, commands, scene, dragged, setDragged });
  const owned = useMemo(() => nodes.flatMap(({ id, type }) => (isNodeKey(id) && (type === 'card' || type === 'pill') ? [elementId(id)] : [])).join(' '), [nodes]);
  const clipboard = useClipboard(commands, marked, readOnly);
  const { onKeyDown, goTo, setZoom, focusMode } = useCanvasKeys({ session, commands, places: shown, scene, region, readOnly, docks, onDocks, onOpen, opens, onToggle: toggleInner, view, camera, onDescend, onAscend });
  const fit = useFit(scene);
  const exports = useExports({ name, snapshot, scene, routes, places: shown, docks });
  const note = useSteady(() => commands.note(null));
  const frame = useSteady(() => commands.frame());
  const startConnect = useSteady(() => { if (selected !== null) commands.startConnect(selected); });
  const fitAll = useSteady(() => void fit({ duration: 150 }));
  const tidy = useSteady(() => void commands.layOutAll().then(() => requestAnimationFrame(() => fitAll())));
  const zoom = useSteady((factor: number) => void setZoom(factor));
  const focusOn = useSteady(() => focusMode());
  const askAt = (at: Position, key: NodeKey | null) => {
    if (key === null) { askTypes(at); return; }
    if (!marked.has(key)) session.select(key);
    commands.askActions(at);
  };
  const longPress = useLongPress((at, target: NodeKey | null) => { if (!readOnly) askAt(at, target); });
  const pressing = useRef(false);
  const press = () => {
    pressing.current = true;
    // It may end anywhere, and the click that follows still belongs to it.
    const end = () => { setTimeout(() => { pressing.current = false; }); };
    window.addEventListener('pointerup', end, { once: true });
    window.addEventListener('pointercancel', end, { once: true });
  };
  const marquee = useMarquee(scene, session);
  const actions = useActionsOf({ session, commands, pressing, toggleInner, onOpen, onDescend, onInside, onMoveInside, onAddInside, readOnly });
  /** An end of a line is being moved; no line is drawn anew. */
  const reconnecting = useRef(false);
  /** The viewport that shows all, as text; null before there was one. */
  const fitted = useRef<string | null>(null);
  const viewRested = useViewAddress(fitted, addressed);
  const hadFocus = useRef(false);
  useEffect(() => {
    // The node that had the focus is gone: keys go on working.
    const timer = setTimeout(() => {
      if (hadFocus.current && document.activeElement === document.body) region.current?.focus({ preventScroll: true });
    }, 30);
    return () => clearTimeout(timer);
  }, [nodes, region]);
  const drop = (event: DragEvent) => {
    const type = event.dataTransfer.getData(DRAGGED_TYPE);
    if (!type || readOnly) return;
    event.preventDefault();
    onDropType(type, { x: event.clientX, y: event.clientY });
  };
  return (
    <section
      ref={region}
      aria-label="Canvas"
      aria-describedby="canvas-about"
      tabIndex={0}
      onKeyDown={(event) => { session.touch(); onKeyDown(event); }}
      onPointerMove={() => session.touch()}
      onPointerOver={(event) => {
        // Before it comes down: by then it has to be known what a drag does.
        const finger = event.pointerType === 'touch';
        if (finger !== fingers) flushSync(() => setFingers(finger));
      }}
      onFocus={() => { hadFocus.current = true; }}
      onBlur={(event) => { if (event.relatedTarget !== null) hadFocus.current = false; }}
      onPointerDownCapture={(event) => { hadFocus.current = true; press(); marquee.onPointerDown(event); longPress.onPointerDown(event, keyAt({ x: event.clientX, y: event.clientY })); }}
      onPointerMoveCapture={longPress.onPointerMove}
      onPointerUpCapture={(event) => { longPress.end(); marquee.onPointerUp(event); }}
      onPointerCancelCapture={longPress.end}
      onContextMenu={(event) => {
        const key = keyAt({ x: event.clientX, y: event.clientY });
        if (key === null || readOnly) return;
        event.preventDefault();
        askAt({ x: event.clientX, y: event.clientY }, key);
      }}
      {...clipboard}
      onDragOver={(event) => { if (event.dataTransfer.types.includes(DRAGGED_TYPE)) { event.preventDefault(); event.dataTransfer.dropEffect = 'copy'; } }}
      onDrop={drop}
      className="relative flex min-h-0 flex-1 flex-col bg-canvas focus-visible:-outline-offset-2"
    >
      <p id="canvas-about" className="sr-only">{graph.nodes.filter(({ kind }) => kind === 'resource').length} resources</p>
      {owned === '' ? null : <div role="tree" aria-label="Drawing" aria-multiselectable aria-owns={owned} />}
      <CanvasActionsContext value={actions}>
        <ReactFlow<FlowNode, FlowEdge>
          dir="ltr"
          className="[&_.react-flow__nodesselection]:hidden"
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          minZoom={0.05}
          maxZoom={2}
          snapToGrid
          snapGrid={GRID}
          nodesFocusable={false}
          edgesFocusable={false}
          nodesDraggable={!readOnly}
          nodesConnectable={!readOnly}
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          selectionMode={SelectionMode.Partial}
          selectNodesOnDrag={false}
          selectionOnDrag={view.tool === 'select' && !fingers}
          panActivationKeyCode={preferencesNow().keys['designer:Space']?.replace('Ctrl', 'Control') ?? 'Space'}
          panOnDrag={view.tool === 'hand' || fingers ? HAND_BUTTONS : PAN_BUTTONS}
          onMoveEnd={(_, viewport) => { camera.rested(viewport); viewRested(viewport); }}
          panOnScroll
          zoomActivationKeyCode={ZOOM_KEYS}
          zoomOnDoubleClick={false}
          connectOnClick={false}
          connectionRadius={12}
          proOptions={{ hideAttribution: true }}
          connectionLineComponent={DrawnLine}
          onNodesChange={onNodesChange}
          onNodeClick={(event, node) => {
            if (node.type === 'frame') session.mark(event.shiftKey ? [...marked, ...node.data.frame.members] : node.data.frame.members);
            else if (isNodeKey(node.id)) { actions.clicked(node.id, event); commands.focus(node.id); }
          }}
          onNodeDragStop={onNodeDragStop}
          onNodeMouseEnter={(_, node) => setHovered(isNodeKey(node.id) ? node.id : null)}
          onNodeMouseLeave={() => setHovered(null)}
          onEdgeClick={(_, edge) => { if (edge.type === 'ghost' || edge.data?.kind !== 'implied') session.select(null, edge.id); }}
          onPaneClick={(event) => {
            if (marquee.drawn()) return;
            const key = mounted === null ? null : marquee.cardAt(event);
            if (key === null) session.select(null);
            else { actions.clicked(key, event); commands.focus(key); }
          }}
          onPaneContextMenu={(event) => { event.preventDefault(); if (!readOnly) askTypes({ x: event.clientX, y: event.clientY }); }}
          edgesReconnectable={false}
          onReconnect={ignore}
          onReconnectStart={() => { reconnecting.current = true; }}
          onReconnectEnd={(event, edge, fixed) => {
            reconnecting.current = false;
            const at = pointOf(event);
            const other = at === null ? null : keyAt(at);
            if (at !== null && other !== null) commands.moveEnd(edge.id, fixed === 'source' ? 'to' : 'from', other, at);
          }}
          onConnectStart={() => { document.body.dataset.connecting = ''; }}
          onConnectEnd={(event, connection) => {
            delete document.body.dataset.connecting;
            const from = keyOfHandle(connection.fromHandle?.id);
            const at = pointOf(event);
            if (reconnecting.current || from === null || at === null) return;
            const field = fieldAt(at);
            if (field !== null) { connectInto(from, field); return; }
            if (!isWithin(region.current, at)) return;
            const to = keyAt(at) ?? keyOfHandle(connection.toHandle?.id);
            if (to === null) askTypes(at, from);
            else if (to !== from) connect(from, to, at);
          }}
        >
          <Background gap={24} color="var(--border)" bgColor="var(--canvas)" />
          {mounted === null ? null : <Surface scene={scene} routes={routes} marked={marked} mounted={mounted} lit={view.lit} shown={view.shown} />}
          <FitWhileUntouched shape={graph.nodes.length} suggested={snapshot.suggested} scene={scene} addressed={addressed} onFitted={(viewport) => { fitted.current = viewport; }} />
          {view.map && scene.cards.length > MAPPED ? <Overview scene={scene} marked={marked} /> : null}
        </ReactFlow>
        <InTurn><Toolbar
          view={view} readOnly={readOnly} some={marked.size > 0} one={marked.size === 1 && selected?.startsWith('output:') === false} mapped={scene.cards.length > MAPPED}
          onNote={note} onFrame={frame} onConnect={startConnect} onTidy={tidy} onZoom={zoom} onFit={fitAll} onFocusMode={focusOn} exports={exports} tried={Object.keys(session.getSurroundings().tried ?? {}).length > 0} onTry={graph.nodes.some(({ condition }) => condition !== null) ? setTrying : null}
        /></InTurn>
        {trying === null ? null : <TryValues project={project} session={session} snapshot={snapshot} at={trying} onClose={() => setTrying(null)} />}
        {view.finding !== null && view.found !== null ? <FindBar search={view.finding} found={view.found} onSearch={view.setFinding} onGo={(key) => goTo(key, false)} onClose={() => { view.setFinding(null); region.current?.focus({ preventScroll: true }); }} /> : null}
        {view.finding === null && view.focus !== null ? <FocusBar focus={view.focus} names={view.focus.on.map((key) => graph.byKey.get(key)?.name ?? '').filter(Boolean).join(', ')} shown={view.lit?.size ?? 0} onChange={view.setFocus} /> : null}
      </CanvasActionsContext>
      {children}
    </section>
  );
}

const ignore = (): void => undefined;
