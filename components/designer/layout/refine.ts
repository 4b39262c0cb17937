/** Better places, found in a worker: the page goes on with the quick ones until they are there, and for good where it takes too long. */
import type { ElkNode } from 'elkjs/lib/elk-api';
import { type Block, blockOf, layered, NODE_WIDTH, partsOf, type Position, SHAPE, type Sized, type StackGraph, together } from '@/lib/graph';
import { requiringCards } from '../canvas/geometry';

/** Above this many cards the outline is what is shown first. */
const MOST = 1500;
/** Above this many cards that hang together the quick layout is kept: the time the other takes grows faster than they do. */
const MOST_TOGETHER = 400;
const PATIENCE_MS = 12_000;
const OPTIONS = {
  'elk.algorithm': 'layered', 'elk.direction': 'RIGHT', 'elk.spacing.nodeNode': '24', 'elk.layered.spacing.nodeNodeBetweenLayers': '72',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX', 'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES', 'elk.randomSeed': '1',
};

/** Null: the quick places are as good as it gets. */
export async function refined(graph: StackGraph): Promise<ReadonlyMap<string, Position> | null> {
  const shown = requiringCards(graph);
  if (shown.length > MOST || typeof Worker === 'undefined') return null;
  const heights = new Map<string, number>(shown.map(({ name, height }) => [name, height]));
  const heightOfCard = (name: string): number => heights.get(name) ?? 0;
  const quick = partsOf(shown).map((cards) => ({ cards, block: layered(cards) }));
  // Chains are what they are.
  const wanted = quick.filter(({ cards }) => cards.length <= MOST_TOGETHER && cards.some(({ requires }) => requires.length > 1));
  if (wanted.length === 0) return null;
  const answers = await found(wanted.map(({ cards, block }) => drawingOf(cards, block)));
  if (answers === null) return null;
  const better = new Map(wanted.map(({ block }, index) => [block, blockOf(answers[index] ?? new Map(), heightOfCard)]));
  return together(quick.map(({ block }) => {
    const other = better.get(block);
    return other === undefined || isMuchSmaller(other, block) ? block : other;
  }));
}

function drawingOf(cards: readonly Sized[], { places }: Block): ElkNode {
  const among = new Set(cards.map(({ name }) => name));
  return {
    id: 'root',
    layoutOptions: OPTIONS,
    children: cards.map(({ name, height }) => ({ id: name, width: NODE_WIDTH, height, ...(places.get(name) ?? { x: 0, y: 0 }) })),
    edges: cards.flatMap(({ name, requires }) => requires.filter((need) => among.has(need)).map((need) => ({ id: `${need}|${name}`, sources: [need], targets: [name] }))),
  };
}

/** Lines may be shorter and cross less: when cards are that much smaller with all of them in view, nobody can read them. */
const MUCH = 0.6;

/** Whether cards are much smaller in the one than in the other, when all are in view. Better layouts make towers of what many others require. */
export function isMuchSmaller(better: Omit<Block, 'places'>, quick: Omit<Block, 'places'>): boolean {
  const scale = ({ width, height }: Omit<Block, 'places'>): number => Math.min(SHAPE / width, 1 / height);
  return scale(better) < MUCH * scale(quick);
}

/** One after the other; null when it takes too long, or cannot be done. */
async function found(graphs: readonly ElkNode[]): Promise<ReadonlyMap<string, Position>[] | null> {
  const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  const given: { up?: ReturnType<typeof setTimeout> } = {};
  const stopped = new Promise<null>((resolve) => {
    given.up = setTimeout(() => resolve(null), PATIENCE_MS);
    worker.addEventListener('error', () => resolve(null));
  });
  const ready = new Promise<void>((resolve) => { worker.addEventListener('message', () => resolve(), { once: true }); });
  const asked = async () => {
    const [{ default: Elk }] = await Promise.all([import('elkjs/lib/elk-api'), ready]);
    const elk = new Elk({ algorithms: ['layered'], workerFactory: () => worker });
    return Promise.all(graphs.map((graph) => elk.layout(graph)));
  };
  try {
    const answers = await Promise.race([stopped, asked().catch(() => null)]);
    return answers?.map(({ children }) => new Map((children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x: Math.round(x / 8) * 8, y: Math.round(y / 8) * 8 }]))) ?? null;
  } finally {
    clearTimeout(given.up);
    worker.terminate();
  }
}
