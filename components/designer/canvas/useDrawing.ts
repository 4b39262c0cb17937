'use client';
import { useCallback, useMemo, useState } from 'react';
import { type GraphNode, type NodeKey, notesOf, type Position } from '@/lib/graph';
import type { Present } from '@/lib/wire/drafts';
import { breakpointsOf } from '../document/breakpoints';
import type { DesignerSession, Snapshot } from '../document/session';
import { spokenConnections } from '../typeNames';
import { type Drawing, type FlowEdge, flowEdges, type FlowNode, flowNodes, type Others } from './flow';
import { ghostsIn } from './ghosts';
import { isNodeKey } from './handles';
import { closedSize, type Inners, madeRoom, openInners, openKey } from './inner';
import { Kept } from './kept';
import { Router, type Routes } from './lines';
import { sceneOf } from './scene';
import type { CanvasView } from './useCanvasView';
import { MANY, useMounted } from './useMounted';

/** As many as are selected are elements of the page wherever they are, for the focus and their lines. */
const FEW = 40;
const NO_ROUTES: Routes = new Map();

export interface Drawn {
  session: DesignerSession;
  snapshot: Snapshot;
  view: CanvasView;
  /** Where things are that are being dragged. */
  dragged: ReadonlyMap<string, Position>;
  hovered: NodeKey | null;
  renaming: NodeKey | null;
  docks: boolean;
  arranging: boolean;
  people: readonly Present[];
  inners: Inners;
}

/** From the document to what React Flow draws: the scene, the ways of its lines, and what of it are elements of the page. */
export function useDrawing({ session, snapshot, view, dragged, hovered, renaming, docks, arranging, people, inners: known }: Drawn) {
  const { analysis: { graph, template }, layout, places, selected, marked, selectedEdge, beside: { files, environment } } = snapshot;
  const shown = useMemo(() => (dragged.size === 0 ? places : new Map([...places, ...dragged])), [places, dragged]);
  const notes = useMemo(() => notesOf(layout).map((note) => { const at = dragged.get(note.key); return at ? { ...note, at } : note; }), [layout, dragged]);
  const breakpoints = useMemo(() => breakpointsOf(environment), [environment]);
  const others = useMemo(() => othersOf(people), [people]);
  const about = useMemo(() => spokenConnections(graph), [graph]);
  const inners = useMemo(() => openInners(known, graph, template, { layout, files }), [known, graph, template, layout, files]);
  const scene = useMemo(() => sceneOf(graph, layout, shown, inners), [graph, layout, shown, inners]);
  const opens = useCallback((node: GraphNode) => known.of(node, template, { layout, files }) !== null, [known, template, layout, files]);
  const toggleInner = useCallback((key: NodeKey) => {
    const node = graph.byKey.get(key);
    const box = scene.boxes.get(key);
    const inner = node ? known.of(node, template, { layout, files }) : null;
    if (!node || !box || inner === null) return;
    const isOpen = inners.has(key);
    session.place({ ...Object.fromEntries(places), ...madeRoom(key, box, box, isOpen ? closedSize(node) : inner, places), [openKey(key)]: isOpen ? null : true }, isOpen ? `Close ${node.name}` : `Open ${node.name}`);
  }, [graph, scene, known, template, layout, files, inners, places, session]);
  const [router] = useState(() => new Router());
  // Of a large drawing whose cards are about to move, ways are found when they have.
  const early = arranging && scene.cards.length > MANY;
  const routes = useMemo(() => (early ? NO_ROUTES : router.routes(scene)), [router, scene, early]);
  const kept = useMemo(() => (marked.size <= FEW || selected === null ? marked : new Set([selected])), [marked, selected]);
  const mounted = useMounted(scene, shown, docks, kept, hovered);
  const { lit, shown: lines } = view;
  const drawing = useMemo((): Drawing => ({ scene, routes, inners, opens, places: shown, docks, selected, marked, selectedEdge, hovered, renaming, mounted, notes, breakpoints, others, about, lit, shown: lines }), [scene, routes, inners, opens, shown, docks, selected, marked, selectedEdge, hovered, renaming, mounted, notes, breakpoints, others, about, lit, lines]);
  const ghosts = useMemo(() => ghostsIn(scene, shown), [scene, shown]);
  const [keptNodes] = useState(() => new Kept<FlowNode>());
  const [keptEdges] = useState(() => new Kept<FlowEdge>());
  const nodes = useMemo(() => keptNodes.of([...flowNodes(drawing), ...ghosts.nodes]), [keptNodes, drawing, ghosts]);
  const edges = useMemo(() => keptEdges.of([...flowEdges(drawing), ...ghosts.edges]), [keptEdges, drawing, ghosts]);
  return { scene, routes, nodes, edges, mounted, shown, opens, toggleInner };
}

function othersOf(people: readonly Present[]): Others {
  const others = new Map<NodeKey, string[]>();
  for (const { selected, userName } of people) {
    if (selected === null || !isNodeKey(selected)) continue;
    others.set(selected, [...new Set([...(others.get(selected) ?? []), userName])]);
  }
  return others;
}
