import { nameOf, type NodeKey, type StackGraph } from '@/lib/graph';

/** What takes its value, by name; in words where nothing does. */
export function usesOf(graph: StackGraph, key: NodeKey): string {
  const users = [...new Set(graph.edges.flatMap(({ from, to }) => (from === key ? [nameOf(to)] : [])))];
  return users.length === 0 ? 'nothing' : users.join(', ');
}
