'use client';
import { useCallback, useEffect, useMemo, useRef, useState, type DragEvent, type ReactNode, type RefObject } from 'react';
import { Background, ReactFlow, SelectionMode, useReactFlow, type NodeChange } from '@xyflow/react';
import { type GraphNode, NODE_WIDTH, type NodeKey, notesOf, type Position } from '@/lib/graph';
import { breakpointsOf } from '../document/breakpoints';
import { DRAGGED_TYPE } from '../palette/Palette';
import type { DesignerSession, Snapshot } from '../document/session';
import type { Commands } from '../useCommands';
import { type CanvasActions, CanvasActionsContext } from './actions';
import { CardNode } from './CardNode';
import { type Drawing, type FlowEdge, flowEdges, flowNodes, type FlowNode } from './flow';
import { isNodeKey, keyOfHandle } from './handles';
import { FrameNode } from './FrameNode';
import { drawnAs, heightOf } from './geometry';
import { GhostEdge } from './GhostEdge';
import { GhostNode } from './GhostNode';
import { ghostsIn } from './ghosts';
import { Inners, madeRoom, openInners, openKey } from './inner';
import { Kept } from './kept';
import { Router, type Routes } from './lines';
import { PillNode } from './PillNode';
import { ReferenceEdge } from './ReferenceEdge';
import { useCanvasKeys } from './useCanvasKeys';
import { FindBar } from './FindBar';
import { FocusBar } from './FocusBar';
import { NoteNode } from './NoteNode';
import { Overview } from './Overview';
import { Toolbar } from './Toolbar';
import { useCamera } from './useCamera';
import { MAPPED, useCanvasView } from './useCanvasView';
import { useExports } from './useExports';
import { useFit } from './useFit';
import { useLongPress } from './useLongPress';
import { FitWhileUntouched } from './FitWhileUntouched';
import { sceneOf } from './scene';
import { Surface } from './Surface';
import { useMarquee } from './useMarquee';
import { MANY, useMounted } from './useMounted';

export interface CanvasProps {
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
  /** Goes down into a nested template. */
  onDescend: (key: NodeKey) => void;
  onAscend: () => void;
  children?: ReactNode;
}

const NODE_TYPES = { card: CardNode, pill: PillNode, frame: FrameNode, note: NoteNode, ghost: GhostNode };
const EDGE_TYPES = { reference: ReferenceEdge, ghost: GhostEdge };
const GRID: [number, number] = [8, 8];
/** The middle button; the left one draws a box around what is selected, Space turns it into a hand. */
const PAN_BUTTONS = [1];
const HAND_BUTTONS = [0, 1];
/** As many as are selected are elements of the page wherever they are, for the focus and their lines. */
const FEW = 40;
const NO_ROUTES: Routes = new Map();
const ZOOM_KEYS = ['Control', 'Meta'];

/** The template as a drawing. */
export function Canvas({ name, session, snapshot, commands, region, docks, arranging, readOnly, onDocks, onOpen, onDescend, onAscend, children }: CanvasProps) {
  const { analysis, layout, places, selected, marked, selectedEdge } = snapshot;
  const { graph } = analysis;
  const { screenToFlowPosition } = useReactFlow();
  const [dragged, setDragged] = useState<ReadonlyMap<string, Position>>(new Map());
  const [hovered, setHovered] = useState<NodeKey | null>(null);
  const { renaming, connect, askTypes, add, startRename, finishRename } = commands;
  const shown = useMemo(() => (dragged.size === 0 ? places : new Map([...places, ...dragged])), [places, dragged]);
  const { files, environment } = snapshot.beside;
  const view = useCanvasView(graph);
  const camera = useCamera();
  const notes = useMemo(() => notesOf(layout).map((note) => { const at = dragged.get(note.key); return at ? { ...note, at } : note; }), [layout, dragged]);
  const breakpoints = useMemo(() => breakpointsOf(environment), [environment]);
  const [known] = useState(() => new Inners());
  const inners = useMemo(() => openInners(known, graph, analysis.template, layout, files), [known, graph, analysis.template, layout, files]);
  const scene = useMemo(() => sceneOf(graph, layout, shown, inners), [graph, layout, shown, inners]);
  const opens = useCallback((node: GraphNode) => known.of(node, analysis.template, files) !== null, [known, analysis.template, files]);
  const toggleInner = useCallback((key: NodeKey) => {
    const node = graph.byKey.get(key);
    const box = scene.boxes.get(key);
    const inner = node ? known.of(node, analysis.template, files) : null;
    if (!node || !box || inner === null) return;
    const isOpen = inners.has(key);
    const closed = { width: NODE_WIDTH, height: heightOf(node) };
    session.place({ ...Object.fromEntries(places), ...madeRoom(key, box, box, isOpen ? closed : inner, places), [openKey(key)]: isOpen ? null : true }, isOpen ? `Close ${node.name}` : `Open ${node.name}`);
  }, [graph, scene, known, analysis.template, files, inners, places, session]);
  const [router] = useState(() => new Router());
  // Of a large drawing whose cards are about to move, ways are found when they have.
  const early = arranging && scene.cards.length > MANY;
  const routes = useMemo(() => (early ? NO_ROUTES : router.routes(scene)), [router, scene, early]);
  const kept = useMemo(() => (marked.size <= FEW || selected === null ? marked : new Set([selected])), [marked, selected]);
  const mounted = useMounted(scene, shown, docks, kept, hovered);
  const drawing = useMemo((): Drawing => ({ scene, routes, inners, opens, places: shown, docks, selected, marked, selectedEdge, hovered, renaming, mounted, notes, breakpoints, lit: view.lit, shown: view.shown }), [scene, routes, inners, opens, shown, docks, selected, marked, selectedEdge, hovered, renaming, mounted, notes, breakpoints, view.lit, view.shown]);
  const ghosts = useMemo(() => ghostsIn(scene, shown), [scene, shown]);
  const [keptNodes] = useState(() => new Kept<FlowNode>());
  const [keptEdges] = useState(() => new Kept<FlowEdge>());
  const nodes = useMemo(() => keptNodes.of([...flowNodes(drawing), ...ghosts.nodes]), [keptNodes, drawing, ghosts]);
  const edges = useMemo(() => keptEdges.of([...flowEdges(drawing), ...ghosts.edges]), [keptEdges, drawing, ghosts]);
  const { onKeyDown, goTo, setZoom, focusMode } = useCanvasKeys({ session, commands, places: shown, scene, region, readOnly, docks, onDocks, onOpen, opens, onToggle: toggleInner, view, camera, onDescend, onAscend });
  const fit = useFit(scene);
  const exports = useExports({ name, snapshot, scene, routes, places: shown, docks });
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
  const actions = useMemo((): CanvasActions => ({
    select: (key) => session.select(key),
    focused: (key) => {
      if (pressing.current) return;
      const { marked: now } = session.getSnapshot();
      if (now.has(key)) session.mark(now, key);
      else session.select(key);
    },
    clicked: (key, event) => {
      if (event.shiftKey || event.ctrlKey || event.metaKey) session.toggle(key);
      else session.select(key);
    },
    open: onOpen, startRename, finishRename, collapse: commands.collapse, titleFrame: commands.titleFrame, colorFrame: commands.colorFrame, changeNote: commands.changeNote, descend: onDescend, toggleInner, mend: commands.mend, readOnly,
  }), [toggleInner, commands.mend, session, onOpen, onDescend, startRename, finishRename, commands.collapse, commands.titleFrame, commands.colorFrame, commands.changeNote, readOnly]);
  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    const moves = changes.flatMap((change): [string, Position][] => {
      if (change.type !== 'position' || !change.position || !change.dragging) return [];
      const frame = scene.frames.find(({ key }) => key === change.id);
      const box = scene.boxes.get(frame?.key ?? 'frame:');
      if (!frame || !box) return [[change.id, change.position]];
      // A frame takes its members along.
      const [dx, dy] = [change.position.x - box.x, change.position.y - box.y];
      return frame.members.flatMap((member): [string, Position][] => { const at = scene.boxes.get(drawnAs(graph, member)); return at ? [[at.key, { x: at.x + dx, y: at.y + dy }]] : []; });
    });
    if (moves.length > 0) setDragged((before) => new Map([...before, ...moves]));
  }, [scene, graph]);
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
    const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    add(type, { spot: { x: at.x - 104, y: at.y - 30 } });
    region.current?.focus({ preventScroll: true });
  };
  return (
    <section
      ref={region}
      aria-label="Canvas"
      aria-describedby="canvas-about"
      tabIndex={0}
      onKeyDown={(event) => { session.touch(); onKeyDown(event); }}
      onPointerMove={() => session.touch()}
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
      onCopy={(event) => {
        const text = isField(event.target) ? null : commands.copied();
        if (text === null) return;
        event.preventDefault();
        event.clipboardData.setData('text/plain', text);
      }}
      onCut={(event) => {
        const text = isField(event.target) || readOnly ? null : commands.copied();
        if (text === null) return;
        event.preventDefault();
        event.clipboardData.setData('text/plain', text);
        commands.remove(...marked);
      }}
      onPaste={(event) => {
        if (readOnly || isField(event.target)) return;
        event.preventDefault();
        commands.paste(event.clipboardData.getData('text/plain'));
      }}
      onDragOver={(event) => { if (event.dataTransfer.types.includes(DRAGGED_TYPE)) { event.preventDefault(); event.dataTransfer.dropEffect = 'copy'; } }}
      onDrop={drop}
      className="relative flex min-h-0 flex-1 flex-col bg-canvas focus-visible:-outline-offset-2"
    >
      <p id="canvas-about" className="sr-only">{graph.nodes.filter(({ kind }) => kind === 'resource').length} resources</p>
      <CanvasActionsContext value={actions}>
        <ReactFlow<FlowNode, FlowEdge>
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
          selectionOnDrag={view.tool === 'select'}
          panOnDrag={view.tool === 'hand' ? HAND_BUTTONS : PAN_BUTTONS}
          onMoveEnd={(_, viewport) => camera.rested(viewport)}
          panOnScroll
          zoomActivationKeyCode={ZOOM_KEYS}
          zoomOnDoubleClick={false}
          connectionRadius={12}
          proOptions={{ hideAttribution: true }}
          connectionLineStyle={{ stroke: 'var(--ink)', strokeWidth: 1.5 }}
          onNodesChange={onNodesChange}
          onNodeClick={(event, node) => {
            if (node.type === 'frame') session.mark(event.shiftKey ? [...marked, ...node.data.frame.members] : node.data.frame.members);
            else if (isNodeKey(node.id)) { actions.clicked(node.id, event); commands.focus(node.id); }
          }}
          onNodeDragStop={(_, node) => {
            setDragged(new Map());
            const changes = [...dragged].filter(([key, { x, y }]) => x !== places.get(key)?.x || y !== places.get(key)?.y);
            if (changes.length === 0) return;
            const note = notesOf(layout).find(({ key }) => key === node.id);
            if (note) { commands.changeNote(note, { ...note, at: node.position }, 'Move a note'); return; }
            session.place({ ...Object.fromEntries(places), ...Object.fromEntries(changes) });
            if (isNodeKey(node.id) && !marked.has(node.id)) session.select(node.id);
          }}
          onNodeMouseEnter={(_, node) => setHovered(isNodeKey(node.id) ? node.id : null)}
          onNodeMouseLeave={() => setHovered(null)}
          onEdgeClick={(_, edge) => session.select(null, edge.id)}
          onPaneClick={(event) => {
            if (marquee.drawn()) return;
            const key = mounted === null ? null : marquee.cardAt(event);
            if (key === null) session.select(null);
            else { actions.clicked(key, event); commands.focus(key); }
          }}
          onPaneContextMenu={(event) => { event.preventDefault(); if (!readOnly) askTypes({ x: event.clientX, y: event.clientY }); }}
          onConnectEnd={(event, connection) => {
            const from = keyOfHandle(connection.fromHandle?.id);
            const point = 'clientX' in event ? event : event.changedTouches[0];
            if (from === null || !point) return;
            const at = { x: point.clientX, y: point.clientY };
            const to = keyAt(at) ?? keyOfHandle(connection.toHandle?.id);
            if (to === null) askTypes(at, from);
            else if (to !== from) connect(from, to, at);
          }}
        >
          <Background gap={24} color="var(--border)" bgColor="var(--canvas)" />
          {mounted === null ? null : <Surface scene={scene} routes={routes} marked={marked} mounted={mounted} lit={view.lit} shown={view.shown} />}
          <FitWhileUntouched shape={graph.nodes.length} suggested={snapshot.suggested} scene={scene} />
          {view.map && scene.cards.length > MAPPED ? <Overview scene={scene} marked={marked} /> : null}
        </ReactFlow>
        <Toolbar
          view={view} readOnly={readOnly} some={marked.size > 0} one={marked.size === 1 && selected?.startsWith('output:') === false} mapped={scene.cards.length > MAPPED}
          onNote={() => commands.note(null)} onFrame={() => commands.frame()} onConnect={() => { if (selected !== null) commands.startConnect(selected); }} onTidy={() => void commands.layOutAll().then(() => requestAnimationFrame(() => void fit({ duration: 150 })))}
          onZoom={(factor) => void setZoom(factor)} onFit={() => void fit({ duration: 150 })} onFocusMode={focusMode} exports={exports}
        />
        {view.finding !== null && view.found !== null ? <FindBar search={view.finding} found={view.found} onSearch={view.setFinding} onGo={(key) => goTo(key, false)} onClose={() => { view.setFinding(null); region.current?.focus({ preventScroll: true }); }} /> : null}
        {view.finding === null && view.focus !== null ? <FocusBar focus={view.focus} names={view.focus.on.map((key) => graph.byKey.get(key)?.name ?? '').filter(Boolean).join(', ')} shown={view.lit?.size ?? 0} onChange={view.setFocus} /> : null}
      </CanvasActionsContext>
      {children}
    </section>
  );
}

/** The innermost node at a place of the screen: a chip before the server that holds it. */
function keyAt({ x, y }: Position): NodeKey | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const key = element.closest<HTMLElement>('[data-node]')?.dataset.node;
    if (key !== undefined && isNodeKey(key)) return key;
  }
  return null;
}

function isField(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
