/** Better places for small graphs, found in a worker: the page goes on with the quick ones until they are there, and for good where it takes too long. */
import { NODE_WIDTH, type Position, type StackGraph } from '@/lib/graph';
import { cards, drawnAs, heightOf } from '../canvas/geometry';
import type { RefineAnswer, RefineRequest } from './layout.worker';

/** Above this many cards the quick layout is kept: the other takes seconds. */
const MOST = 400;
const PATIENCE_MS = 4000;

/** Null: the quick places are as good as it gets. */
export function refined(graph: StackGraph, quick: ReadonlyMap<string, Position>): Promise<ReadonlyMap<string, Position> | null> {
  const shown = cards(graph);
  const edges = new Map<string, { from: string; to: string }>();
  for (const edge of graph.edges) {
    const [from, to] = [drawnAs(graph, edge.from), drawnAs(graph, edge.to)];
    if (from !== to && from.startsWith('resource:') && to.startsWith('resource:')) edges.set(`${from}|${to}`, { from, to });
  }
  if (shown.length < 3 || shown.length > MOST || edges.size === 0 || typeof Worker === 'undefined') return Promise.resolve(null);
  const request: RefineRequest = {
    nodes: shown.map((node) => ({ id: node.key, width: NODE_WIDTH, height: heightOf(node), ...(quick.get(node.key) ?? { x: 0, y: 0 }) })),
    edges: [...edges.values()],
  };
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    const end = (places: ReadonlyMap<string, Position> | null) => {
      clearTimeout(timer);
      worker.terminate();
      resolve(places);
    };
    const timer = setTimeout(() => end(null), PATIENCE_MS);
    worker.onerror = () => end(null);
    worker.onmessage = ({ data }: MessageEvent<RefineAnswer>) => end(data.places === null ? null : new Map(Object.entries(data.places)));
    worker.postMessage(request);
  });
}
