/** Better places, found in a worker: the page goes on with the quick ones until they are there, and for good where it takes too long. */
import type { ElkNode } from 'elkjs/lib/elk-api';
import { NODE_WIDTH, type Position, type StackGraph } from '@/lib/graph';
import { cards, drawnAs, heightOf } from '../canvas/geometry';

/** Above this many cards the outline is what is shown first. */
const MOST = 1500;
/** Above this many cards that hang together the quick layout is kept: the time the other takes grows faster than they do. */
const MOST_TOGETHER = 400;
const PATIENCE_MS = 12_000;
const OPTIONS = {
  'elk.algorithm': 'layered', 'elk.direction': 'RIGHT', 'elk.spacing.nodeNode': '24', 'elk.layered.spacing.nodeNodeBetweenLayers': '72', 'elk.spacing.componentComponent': '48',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX', 'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES', 'elk.aspectRatio': '1.6', 'elk.randomSeed': '1',
};

/** Null: the quick places are as good as it gets. */
export function refined(graph: StackGraph, quick: ReadonlyMap<string, Position>): Promise<ReadonlyMap<string, Position> | null> {
  const shown = cards(graph);
  const edges = new Map<string, { from: string; to: string }>();
  for (const edge of graph.edges) {
    const [from, to] = [drawnAs(graph, edge.from), drawnAs(graph, edge.to)];
    if (from !== to && from.startsWith('resource:') && to.startsWith('resource:')) edges.set(`${from}|${to}`, { from, to });
  }
  if (shown.length < 3 || shown.length > MOST || edges.size === 0 || largestPart(shown.map(({ key }) => key), [...edges.values()]) > MOST_TOGETHER || typeof Worker === 'undefined') return Promise.resolve(null);
  const drawing: ElkNode = {
    id: 'root',
    layoutOptions: OPTIONS,
    children: shown.map((node) => ({ id: node.key, width: NODE_WIDTH, height: heightOf(node), ...(quick.get(node.key) ?? { x: 0, y: 0 }) })),
    edges: [...edges.values()].map(({ from, to }) => ({ id: `${from}|${to}`, sources: [from], targets: [to] })),
  };
  const heights = new Map<string, number>(shown.map((node) => [node.key, heightOf(node)]));
  return found(drawing).then((better) => (better === null || isMuchSmaller(better, quick, heights) ? null : better));
}

/** Width to height of what drawings are looked at in. */
const SHAPE = 1.6;
/** Lines may be shorter and cross less: when cards are that much smaller with all of them in view, nobody can read them. */
const MUCH = 0.6;

/** Whether a card is much smaller in the one than in the other, when all are in view. Better layouts make towers of what many others require. */
export function isMuchSmaller(better: ReadonlyMap<string, Position>, quick: ReadonlyMap<string, Position>, heights: ReadonlyMap<string, number>): boolean {
  const scale = (places: ReadonlyMap<string, Position>): number => {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [key, height] of heights) {
      const at = places.get(key);
      if (at) [left, top, right, bottom] = [Math.min(left, at.x), Math.min(top, at.y), Math.max(right, at.x + NODE_WIDTH), Math.max(bottom, at.y + height)];
    }
    return Math.min(SHAPE / (right - left), 1 / (bottom - top));
  };
  return scale(better) < MUCH * scale(quick);
}

async function found(graph: ElkNode): Promise<ReadonlyMap<string, Position> | null> {
  const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  const given: { up?: ReturnType<typeof setTimeout> } = {};
  const stopped = new Promise<null>((resolve) => {
    given.up = setTimeout(() => resolve(null), PATIENCE_MS);
    worker.addEventListener('error', () => resolve(null));
  });
  const ready = new Promise<void>((resolve) => { worker.addEventListener('message', () => resolve(), { once: true }); });
  const asked = async () => {
    const [{ default: Elk }] = await Promise.all([import('elkjs/lib/elk-api'), ready]);
    return new Elk({ algorithms: ['layered'], workerFactory: () => worker }).layout(graph);
  };
  try {
    const answer = await Promise.race([stopped, asked().catch(() => null)]);
    return answer === null ? null : new Map((answer.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x: Math.round(x / 8) * 8, y: Math.round(y / 8) * 8 }]));
  } finally {
    clearTimeout(given.up);
    worker.terminate();
  }
}

/** How many cards the largest part has whose cards hang together by lines. */
function largestPart(keys: readonly string[], edges: readonly { from: string; to: string }[]): number {
  const beside = new Map<string, string[]>(keys.map((key) => [key, []]));
  for (const { from, to } of edges) {
    beside.get(from)?.push(to);
    beside.get(to)?.push(from);
  }
  const seen = new Set<string>();
  return keys.reduce((largest, start) => {
    if (seen.has(start)) return largest;
    const part = new Set([start]);
    for (const key of part) for (const next of beside.get(key) ?? []) part.add(next);
    for (const key of part) seen.add(key);
    return Math.max(largest, part.size);
  }, 0);
}
