/** Layered places by ELK: fewer crossings than the quick pass. It is large, so it is loaded here only. */
import ELK from 'elkjs/lib/elk.bundled.js';

export interface RefineRequest {
  nodes: { id: string; width: number; height: number; x: number; y: number }[];
  edges: { from: string; to: string }[];
}

export interface RefineAnswer {
  /** Null: it could not be done. */
  places: Record<string, { x: number; y: number }> | null;
}

const OPTIONS = {
  'elk.algorithm': 'layered', 'elk.direction': 'RIGHT', 'elk.spacing.nodeNode': '24', 'elk.layered.spacing.nodeNodeBetweenLayers': '72', 'elk.spacing.componentComponent': '48',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX', 'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES', 'elk.aspectRatio': '1.6', 'elk.randomSeed': '1',
};

const elk = new ELK();

self.onmessage = async ({ data }: MessageEvent<RefineRequest>) => {
  const answer: RefineAnswer = { places: null };
  try {
    const graph = await elk.layout({
      id: 'root', layoutOptions: OPTIONS,
      children: data.nodes.map(({ id, width, height, x, y }) => ({ id, width, height, x, y })),
      edges: data.edges.map(({ from, to }) => ({ id: `${from}|${to}`, sources: [from], targets: [to] })),
    });
    answer.places = Object.fromEntries((graph.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x: Math.round(x / 8) * 8, y: Math.round(y / 8) * 8 }]));
  } finally {
    self.postMessage(answer);
  }
};
