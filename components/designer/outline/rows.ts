/** The graph as a tree: sections, frames, resources with what runs on them. */
import type { Frame, FrameKey, GraphNode, NodeKey, NodeKind, StackGraph } from '@/lib/graph';

export interface OutlineRow {
  /** A node, a frame, or `section:resource`. */
  key: NodeKey | FrameKey | `section:${NodeKind}`;
  level: number;
  label: string;
  node: GraphNode | null;
  frame: Frame | null;
  /** Null: it has nothing below it. */
  open: boolean | null;
  /** Its place among its brothers, from 1, and how many they are. */
  place: number;
  of: number;
}

const SECTIONS: readonly (readonly [NodeKind, string])[] = [['parameter', 'Parameters'], ['condition', 'Conditions'], ['resource', 'Resources'], ['output', 'Outputs']];

interface Branch {
  key: OutlineRow['key'];
  label: string;
  node: GraphNode | null;
  frame: Frame | null;
  below: readonly Branch[];
}

/** Rows as they are shown: what is below a closed one is left out. */
export function outlineRows(graph: StackGraph, frames: readonly Frame[], closed: ReadonlySet<string>): OutlineRow[] {
  const rows: OutlineRow[] = [];
  const add = (branches: readonly Branch[], level: number): void => branches.forEach(({ below, ...branch }, index) => {
    const open = below.length === 0 ? null : !closed.has(branch.key);
    rows.push({ ...branch, level, open, place: index + 1, of: branches.length });
    if (open) add(below, level + 1);
  });
  add(SECTIONS.map(([kind, label]) => ({ key: `section:${kind}` as const, label, node: null, frame: null, below: kind === 'resource' ? resources(graph, frames) : graph.nodes.filter((node) => node.kind === kind).map(leaf) })), 1);
  return rows;
}

function resources(graph: StackGraph, frames: readonly Frame[]): Branch[] {
  const branch = (node: GraphNode): Branch => ({ ...leaf(node), below: node.holds.flatMap((key) => { const held = graph.byKey.get(key); return held ? [leaf(held)] : []; }) });
  const framed = new Set(frames.flatMap(({ members }) => members));
  return [
    ...frames.map((frame): Branch => ({ key: frame.key, label: frame.title || 'Frame', node: null, frame, below: frame.members.flatMap((key) => { const node = graph.byKey.get(key); return node ? [branch(node)] : []; }) })),
    ...graph.nodes.filter((node) => node.kind === 'resource' && node.inside === null && !framed.has(node.key)).map(branch),
  ];
}

function leaf(node: GraphNode): Branch {
  return { key: node.key, label: node.name, node, frame: null, below: [] };
}
