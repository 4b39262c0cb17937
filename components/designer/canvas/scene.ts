/** What of the graph is on the canvas, and where: cards, and frames that are open or stand for their members. */
import { type Box, type Frame, type FrameKey, framesOf, type GraphNode, type NodeKey, NODE_HEIGHT, NODE_WIDTH, type Position, type StackGraph } from '@/lib/graph';
import type { JsonMap } from '@/lib/hot/types';
import { cards, drawnAs, heightOf } from './geometry';

export const FRAME_TITLE = 32;
const FRAME_PADDING = 16;

const NONE: ReadonlyMap<NodeKey, { width: number; height: number }> = new Map();

export interface Scene {
  graph: StackGraph;
  frames: readonly Frame[];
  /** Those that are not within a collapsed frame. */
  cards: readonly GraphNode[];
  /** Of every card and frame. */
  boxes: ReadonlyMap<NodeKey | FrameKey, Box>;
  /** The card or collapsed frame that a node is drawn as. */
  shownAs: (key: NodeKey) => NodeKey | FrameKey;
}

/** `inners`: the cards that are open, which are as large as what is in them. */
export function sceneOf(graph: StackGraph, layout: JsonMap, places: ReadonlyMap<string, Position>, inners: ReadonlyMap<NodeKey, { width: number; height: number }> = NONE): Scene {
  const frames = framesOf(layout, graph);
  const hidden = new Map(frames.filter(({ collapsed }) => collapsed).flatMap(({ key, members }) => members.map((member): [NodeKey, FrameKey] => [member, key])));
  const boxes = new Map<NodeKey | FrameKey, Box>();
  const all = cards(graph);
  for (const node of all) boxes.set(node.key, { key: node.key, ...(places.get(node.key) ?? { x: 0, y: 0 }), width: inners.get(node.key)?.width ?? NODE_WIDTH, height: inners.get(node.key)?.height ?? heightOf(node) });
  for (const frame of frames) boxes.set(frame.key, frameBox(frame, graph, boxes));
  return {
    graph, frames, boxes, cards: hidden.size === 0 ? all : all.filter(({ key }) => !hidden.has(key)),
    shownAs: (key) => { const card = drawnAs(graph, key); return hidden.get(card) ?? hidden.get(key) ?? card; },
  };
}

function frameBox(frame: Frame, graph: StackGraph, boxes: ReadonlyMap<string, Box>): Box {
  const within = frame.members.flatMap((member) => boxes.get(drawnAs(graph, member)) ?? []);
  const x = Math.min(...within.map((box) => box.x));
  const y = Math.min(...within.map((box) => box.y));
  // Where its first member stood there is room for it.
  if (frame.collapsed) return { key: frame.key, x: within[0]?.x ?? x, y: within[0]?.y ?? y, width: NODE_WIDTH, height: NODE_HEIGHT };
  const right = Math.max(...within.map((box) => box.x + box.width));
  const bottom = Math.max(...within.map((box) => box.y + box.height));
  return { key: frame.key, x: x - FRAME_PADDING, y: y - FRAME_PADDING - FRAME_TITLE, width: right - x + FRAME_PADDING * 2, height: bottom - y + FRAME_PADDING * 2 + FRAME_TITLE };
}
