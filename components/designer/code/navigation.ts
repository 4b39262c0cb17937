/** From a reference to what it refers to, and from that to every place that refers to it. */
import type { GraphNode, StackGraph } from '@/lib/graph';
import { sectionOf } from '@/lib/graph';
import type { ParsedTemplate } from '@/lib/hot/reading';
import type { TextRange } from '@/lib/hot/types';

export interface Located {
  node: GraphNode;
  /** Of its name, where it is defined. */
  definition: TextRange;
  /** Of every reference to it, in the order of the text. */
  references: readonly TextRange[];
}

/** What stands at a place of the text: the innermost reference, else the node whose name it is. Null where there is neither. */
export function locatedAt(text: string, parsed: ParsedTemplate, graph: StackGraph, at: number): Located | null {
  const within = (range: TextRange | undefined): range is TextRange => range !== undefined && range.start <= at && at <= range.end;
  const definitionOf = (node: GraphNode): TextRange | undefined => parsed.rangeAt([sectionOf(text, node.kind), node.name], 'key');
  const referred = graph.edges
    .flatMap((edge) => { const range = parsed.rangeAt(edge.path, 'value') ?? parsed.rangeAt(edge.path.slice(0, -1), 'value'); return within(range) ? [{ key: edge.from, size: range.end - range.start }] : []; })
    .sort((a, b) => a.size - b.size)[0];
  const node = referred ? graph.byKey.get(referred.key) : graph.nodes.find((each) => within(definitionOf(each)));
  const definition = node ? definitionOf(node) : undefined;
  if (!node || !definition) return null;
  const references = graph.edges.flatMap((edge) => (edge.from === node.key ? (parsed.rangeAt(edge.path, 'value') ?? []) : [])).sort((a, b) => a.start - b.start);
  return { node, definition, references };
}

/** The reference after a place; behind the last one comes the first again. */
export function nextReference({ references }: Located, at: number): { range: TextRange; number: number } | null {
  if (references.length === 0) return null;
  const index = Math.max(0, references.findIndex(({ start }) => start > at));
  const range = references[index];
  return range ? { range, number: index + 1 } : null;
}
