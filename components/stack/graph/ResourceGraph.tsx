'use client';
import { useMemo, useRef, useState } from 'react';
import { Background, Controls, MarkerType, MiniMap, ReactFlow, type ReactFlowInstance, ReactFlowProvider, useStore } from '@xyflow/react';
import type { JsonMap } from '@/lib/hot/types';
import type { PlanDecision, ResourceView } from '@/lib/wire/types';
import { familyOf, statusLabel } from '@/components/status/families';
import { isInView } from '@/components/ui/inView';
import { boundsOf, cover, FIT_PADDING } from './firstLook';
import { FitWhileUntouched } from './FitWhileUntouched';
import { FollowActivity } from './FollowActivity';
import type { PaintedCard, PaintedLine } from './paint';
import { StackSurface } from './StackSurface';
import { ResourceNode, type ResourceFlowNode } from './ResourceNode';
import { NODE_HEIGHT, NODE_WIDTH, type Position } from '@/lib/graph/cards';
import { resourcePositions } from '@/lib/graph/layout';
import { routesOf } from '@/lib/graph/route';
import { type LineChange, RoutedEdge, type RoutedFlowEdge } from './RoutedEdge';

export interface ResourceGraphProps {
  resources: readonly ResourceView[];
  layout: JsonMap;
  selected: string | null;
  /** Name of the resource that failed first. */
  cause: string | null;
  /** In a plan: what will be done to each resource, by name. */
  decisions?: ReadonlyMap<string, PlanDecision>;
  /** Between two revisions: lines that came or went, by `from>to`. */
  lines?: ReadonlyMap<string, LineChange>;
  /** How long each took, by id. */
  heat?: ReadonlyMap<string, { share: number; took: number }>;
  /** Ids that are looked for; the others step back. */
  matching?: ReadonlySet<string> | null;
  /** Without states: as it is designed. */
  plain?: boolean;
  /** Ids to keep in view while nobody moves the graph. */
  follow?: readonly string[];
  /** The address says where one looks. */
  addressed?: boolean;
  onSelect: (resourceId: string | null) => void;
}

/** Above so many resources the graph is painted from afar, and only what is in view is an element of the page from near. */
const MANY = 150;
/** Nearer than this, cards are elements. */
const NEAR = 0.5;
const NONE: readonly string[] = [];
const NO_CARDS: readonly PaintedCard[] = [];
const NO_LINES: readonly PaintedLine[] = [];
const ORIGIN: Position = { x: 0, y: 0 };
const NODE_TYPES = { resource: ResourceNode };
const EDGE_TYPES = { routed: RoutedEdge };
const MARKER = { type: MarkerType.ArrowClosed, width: 14, height: 14, color: 'var(--border-strong)' } as const;

/** The stack as a graph, live, on the places of the designer. Arrows go from what is required to what requires it. */
export function ResourceGraph(props: ResourceGraphProps) {
  // A store of its own: a plan is opened over the canvas of the designer, whose cards it would take away.
  return <ReactFlowProvider><Graph {...props} /></ReactFlowProvider>;
}

function Graph({ resources, layout, selected, cause, decisions, lines, heat, matching = null, plain = false, follow = NONE, addressed = false, onSelect }: ResourceGraphProps) {
  const shown = useMemo(() => latestOfEachName(resources), [resources]);
  // States change all the time, the shape seldom: places are computed for a new shape only.
  const shape = useMemo(() => JSON.stringify(shown.map(({ name, requires }) => ({ name, requires }))), [shown]);
  const { at, routes } = useMemo(() => {
    const graph: Pick<ResourceView, 'name' | 'requires'>[] = JSON.parse(shape);
    const places = resourcePositions(graph, layout);
    return { at: places, routes: waysOf(graph, places) };
  }, [shape, layout]);
  const nodes = useMemo(
    () => shown.map((resource): ResourceFlowNode => ({
      id: resource.id,
      type: 'resource',
      position: at.get(resource.name) ?? { x: 0, y: 0 },
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      selected: resource.id === selected,
      ariaLabel: plain || decisions ? `${resource.name}, ${resource.type}` : `${resource.name}, ${resource.type}, ${statusLabel(resource)}`,
      data: { resource, cause: resource.name === cause && resource.status === 'FAILED', decision: decisions?.get(resource.name), heat: heat?.get(resource.id), dim: matching !== null && !matching.has(resource.id), plain },
    })),
    [shown, at, selected, cause, decisions, heat, matching, plain],
  );
  const movedAt = useRef(-Infinity);
  const many = shown.length > MANY;
  const [near, setNear] = useState(false);
  const painted = many && !near && !plain && decisions === undefined && lines === undefined;
  const edges = useMemo(() => (painted ? [] : edgesOf(shown, routes, lines)), [painted, shown, routes, lines]);
  const cards = useMemo(() => (painted ? shown.map((resource): PaintedCard => ({ name: resource.name, at: at.get(resource.name) ?? ORIGIN, family: familyOf(resource), dim: matching !== null && !matching.has(resource.id), cause: resource.name === cause && resource.status === 'FAILED' })) : NO_CARDS), [painted, shown, at, matching, cause]);
  const strokes = useMemo(() => (painted ? strokesOf(shown, at, routes) : NO_LINES), [painted, shown, at, routes]);
  // What somebody has chosen is an element wherever it is, for the focus.
  const elements = useMemo(() => (painted ? nodes.filter(({ id }) => id === selected) : nodes), [painted, nodes, selected]);
  const flow = useRef<ReactFlowInstance<ResourceFlowNode, RoutedFlowEdge>>(null);
  const room = useRef<HTMLDivElement>(null);
  const fitted = useRef<string | null>(null);
  // What is painted is no node of the library, which would fit the view to nothing.
  const fitAll = async () => {
    if (flow.current === null || room.current === null) return;
    await flow.current.fitBounds(boundsOf(at, room.current.clientWidth, room.current.clientHeight), { padding: FIT_PADDING });
    fitted.current = JSON.stringify(flow.current.getViewport());
  };
  // Small windows begin with what somebody came for.
  const foremost = (shown.find(({ id }) => id === selected) ?? shown.find(({ name, status }) => name === cause && status === 'FAILED') ?? shown.find(({ name }) => (decisions?.get(name) ?? 'keep') !== 'keep') ?? shown.find((each) => familyOf(each) === 'held') ?? shown.find(({ status }) => status === 'IN_PROGRESS'))?.name ?? null;
  const cardAt = (event: { clientX: number; clientY: number }): string | null => {
    const point = flow.current?.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    return (point && nodes.find(({ position: { x, y } }) => point.x >= x && point.x <= x + NODE_WIDTH && point.y >= y && point.y <= y + NODE_HEIGHT)?.id) ?? null;
  };
  return (
    <div ref={room} className="relative min-h-0 flex-1" data-testid="stack-graph">
      <ReactFlow
        dir="ltr"
        nodes={elements}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onInit={(instance) => { flow.current = instance; }}
        onViewportChange={({ zoom }) => setNear(zoom >= NEAR)}
        minZoom={0.05}
        maxZoom={1.6}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        deleteKeyCode={null}
        onlyRenderVisibleElements={many}
        proOptions={{ hideAttribution: true }}
        onNodeClick={(_, node) => onSelect(node.id)}
        onMoveStart={(event) => { if (event) movedAt.current = performance.now(); }}
        onPaneClick={(event) => onSelect(painted ? cardAt(event) : null)}
        onNodesChange={(changes) => {
          for (const change of changes) if (change.type === 'select' && change.selected) onSelect(change.id);
        }}
      >
        <Background gap={24} color="var(--border)" bgColor="var(--canvas)" />
        {painted ? <StackSurface cards={cards} lines={strokes} /> : null}
        {follow.length > 0 && !painted ? <FollowActivity ids={follow} movedAt={movedAt} /> : null}
        <FitWhileUntouched shape={shape} places={at} foremost={foremost} pointed={decisions !== undefined} addressed={addressed} fittedRef={fitted} />
        <Controls orientation="horizontal" showInteractive={false} onFitView={() => void fitAll()} className="flex! overflow-hidden rounded-md border bg-surface [&_button]:flex [&_button]:size-8 [&_button]:items-center [&_button]:justify-center [&_button]:text-muted [&_button:hover]:bg-hover [&_svg]:size-3.5 [&_svg]:fill-current" />
        {shown.length > 40 && !painted ? <Overview places={at} /> : null}
      </ReactFlow>
    </div>
  );
}

/** Where one is in a graph that is larger than the window. */
function Overview({ places }: { places: ReadonlyMap<string, Position> }) {
  const bounds = useMemo(() => cover(places), [places]);
  const needed = useStore(({ transform, width, height }) => !isInView(bounds, transform, width, height));
  return needed ? <MiniMap pannable zoomable ariaLabel="Overview" className="overflow-hidden rounded-md border max-md:hidden" bgColor="var(--surface)" maskColor="color-mix(in srgb, var(--sunken) 70%, transparent)" nodeColor={miniMapColour} /> : null;
}

function strokesOf(resources: readonly ResourceView[], places: ReadonlyMap<string, Position>, routes: ReadonlyMap<string, readonly Position[]>): PaintedLine[] {
  const byName = new Map(resources.map((resource) => [resource.name, resource]));
  return resources.flatMap((target) => target.requires.flatMap((name): PaintedLine[] => {
    const [from, to, source] = [places.get(name), places.get(target.name), byName.get(name)];
    if (!from || !to || !source) return [];
    return [{ from: { x: from.x + NODE_WIDTH, y: from.y + NODE_HEIGHT / 2 }, turns: routes.get(`${name}>${target.name}`) ?? [], to: { x: to.x, y: to.y + NODE_HEIGHT / 2 }, flowing: isFlowing(source, target) }];
  }));
}

/** What the source has made is being used. */
function isFlowing(source: ResourceView, target: ResourceView): boolean {
  return source.status === 'COMPLETE' && target.status === 'IN_PROGRESS';
}

function miniMapColour(node: ResourceFlowNode): string {
  return `var(--status-${familyOf(node.data.resource)})`;
}

/** The turns of each line, by the names at its ends. */
function waysOf(graph: readonly Pick<ResourceView, 'name' | 'requires'>[], places: ReadonlyMap<string, Position>): ReadonlyMap<string, readonly Position[]> {
  const lines = graph.flatMap(({ name, requires }) => requires.flatMap((need) => {
    const [from, to] = [places.get(need), places.get(name)];
    return from && to ? [{ id: `${need}>${name}`, from: { x: from.x + NODE_WIDTH, y: from.y + NODE_HEIGHT / 2 }, to: { x: to.x, y: to.y + NODE_HEIGHT / 2 }, own: [need, name] }] : [];
  }));
  return routesOf(lines, [...places].map(([key, { x, y }]) => ({ key, x, y, width: NODE_WIDTH, height: NODE_HEIGHT })));
}

function edgesOf(resources: readonly ResourceView[], routes: ReadonlyMap<string, readonly Position[]>, lines: ResourceGraphProps['lines']): RoutedFlowEdge[] {
  const ids = new Map(resources.map((resource) => [resource.name, resource]));
  return resources.flatMap((target) =>
    target.requires.flatMap((name): RoutedFlowEdge[] => {
      const source = ids.get(name);
      if (!source) return [];
      const flowing = isFlowing(source, target);
      return [{ id: `${source.id}>${target.id}`, type: 'routed', data: { turns: routes.get(`${name}>${target.name}`) ?? [], change: lines?.get(`${name}>${target.name}`) }, source: source.id, target: target.id, markerEnd: MARKER, animated: flowing, style: { stroke: flowing ? 'var(--status-progress)' : 'var(--border-strong)', strokeWidth: 1.25 } }];
    }),
  );
}

/** While a resource is replaced there are two rows of one name; the newer one stands for both. */
function latestOfEachName(resources: readonly ResourceView[]): ResourceView[] {
  const byName = new Map<string, ResourceView>();
  for (const resource of resources) {
    const other = byName.get(resource.name);
    if (!other || other.replacedBy === resource.id || (resource.replacedBy === null && other.updatedAt <= resource.updatedAt)) byName.set(resource.name, resource);
  }
  return [...byName.values()];
}
