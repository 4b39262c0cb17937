'use client';
import { useCallback, useEffect, useMemo, useRef, useState, type DragEvent, type ReactNode, type RefObject } from 'react';
import { Background, Controls, MiniMap, ReactFlow, useReactFlow, type NodeChange } from '@xyflow/react';
import type { NodeKey, Position } from '@/lib/graph';
import { DRAGGED_TYPE } from '../palette/Palette';
import type { DesignerSession, Snapshot } from '../document/session';
import type { Commands } from '../useCommands';
import { CanvasActionsContext } from './actions';
import { CardNode } from './CardNode';
import { type Drawing, type FlowEdge, flowEdges, flowNodes, type FlowNode, isNodeKey, keyOfHandle } from './flow';
import { PillNode } from './PillNode';
import { ReferenceEdge } from './ReferenceEdge';
import { useCanvasKeys } from './useCanvasKeys';
import { FitWhileUntouched } from './FitWhileUntouched';

export interface CanvasProps {
  session: DesignerSession;
  snapshot: Snapshot;
  commands: Commands;
  region: RefObject<HTMLElement | null>;
  docks: boolean;
  readOnly: boolean;
  onDocks: () => void;
  /** Moves the focus into the form of the selected node. */
  onOpen: () => void;
  children?: ReactNode;
}

const NODE_TYPES = { card: CardNode, pill: PillNode };
const EDGE_TYPES = { reference: ReferenceEdge };
const GRID: [number, number] = [8, 8];

/** The template as a drawing. */
export function Canvas({ session, snapshot, commands, region, docks, readOnly, onDocks, onOpen, children }: CanvasProps) {
  const { analysis, places, selected, selectedEdge } = snapshot;
  const { graph } = analysis;
  const { screenToFlowPosition } = useReactFlow();
  const [dragged, setDragged] = useState<ReadonlyMap<string, Position>>(new Map());
  const [hovered, setHovered] = useState<NodeKey | null>(null);
  const { renaming, connect, askTypes, add, startRename, finishRename } = commands;
  const shown = useMemo(() => (dragged.size === 0 ? places : new Map([...places, ...dragged])), [places, dragged]);
  const drawing = useMemo((): Drawing => ({ graph, places: shown, docks, selected, selectedEdge, hovered, renaming }), [graph, shown, docks, selected, selectedEdge, hovered, renaming]);
  const nodes = useMemo(() => flowNodes(drawing), [drawing]);
  const edges = useMemo(() => flowEdges(drawing), [drawing]);
  const onKeyDown = useCanvasKeys({ session, commands, places: shown, region, readOnly, docks, onDocks, onOpen });
  const actions = useMemo(() => ({ select: (key: NodeKey) => session.select(key), open: onOpen, startRename, finishRename, readOnly }), [session, onOpen, startRename, finishRename, readOnly]);
  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    const moves = changes.flatMap((change): [string, Position][] => (change.type === 'position' && change.position && change.dragging ? [[change.id, change.position]] : []));
    if (moves.length > 0) setDragged((before) => new Map([...before, ...moves]));
  }, []);
  const hadFocus = useRef(false);
  useEffect(() => {
    // The node that had the focus is gone: keys go on working.
    const timer = setTimeout(() => {
      if (hadFocus.current && document.activeElement === document.body) region.current?.focus({ preventScroll: true });
    }, 30);
    return () => clearTimeout(timer);
  }, [graph, region]);
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
      onKeyDown={onKeyDown}
      onFocus={() => { hadFocus.current = true; }}
      onBlur={(event) => { if (event.relatedTarget !== null) hadFocus.current = false; }}
      onPointerDown={() => { hadFocus.current = true; }}
      onCopy={(event) => {
        const text = selected !== null && !isField(event.target) ? commands.copied(selected) : null;
        if (text === null) return;
        event.preventDefault();
        event.clipboardData.setData('text/plain', text);
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
          zoomOnDoubleClick={false}
          connectionRadius={12}
          onlyRenderVisibleElements={nodes.length > 150}
          proOptions={{ hideAttribution: true }}
          connectionLineStyle={{ stroke: 'var(--ink)', strokeWidth: 1.5 }}
          onNodesChange={onNodesChange}
          onNodeClick={(_, node) => { if (isNodeKey(node.id)) { session.select(node.id); commands.focus(node.id); } }}
          onNodeDragStop={(_, node, moved) => {
            setDragged(new Map());
            const changes = moved.filter((each) => each.position.x !== places.get(each.id)?.x || each.position.y !== places.get(each.id)?.y);
            if (changes.length === 0) return;
            session.place({ ...Object.fromEntries(places), ...Object.fromEntries(changes.map((each) => [each.id, each.position])) });
            if (isNodeKey(node.id)) session.select(node.id);
          }}
          onNodeMouseEnter={(_, node) => setHovered(isNodeKey(node.id) ? node.id : null)}
          onNodeMouseLeave={() => setHovered(null)}
          onEdgeClick={(_, edge) => session.select(null, edge.id)}
          onPaneClick={() => session.select(null)}
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
          <FitWhileUntouched shape={graph.nodes.length} />
          <Controls showInteractive={false} className="flex! overflow-hidden rounded-md border bg-surface [&_button]:flex [&_button]:size-8 [&_button]:items-center [&_button]:justify-center [&_button]:text-muted [&_button:hover]:bg-hover [&_svg]:size-3.5 [&_svg]:fill-current" />
          {nodes.length > 15 ? <MiniMap pannable zoomable ariaLabel="Overview" className="overflow-hidden rounded-md border" bgColor="var(--surface)" maskColor="color-mix(in srgb, var(--sunken) 70%, transparent)" nodeColor="var(--border-strong)" /> : null}
        </ReactFlow>
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
