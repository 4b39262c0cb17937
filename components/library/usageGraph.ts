import type { ConfigUseView } from '@/lib/wire/library';

/** A card of the graph: its middle is at `row` (a fraction of rows) of its column. */
export interface UsageNode {
  id: string;
  column: 0 | 1 | 2;
  row: number;
  /** The use it was first made for. */
  use: ConfigUseView;
}

export interface UsageGraph {
  nodes: UsageNode[];
  links: { from: UsageNode; to: UsageNode }[];
  rows: number;
}

/**
 * Versions at the left, what uses them in the middle, servers at the right. The middle has a row for each stack's use, in the order of the uses; cards at the
 * sides stand as near as they can to the middle of what they are linked with, and never on each other. Pure.
 */
export function usageGraph(uses: readonly ConfigUseView[]): UsageGraph {
  const versions = new Map<string, { node: UsageNode; rows: number[] }>();
  const middle = new Map<string, UsageNode>();
  const servers = new Map<string, { node: UsageNode; rows: number[] }>();
  const links = new Map<string, { from: UsageNode; to: UsageNode }>();
  const side = (map: typeof versions, id: string, column: 0 | 2, use: ConfigUseView, row: number): UsageNode => {
    const found = map.get(id) ?? { node: { id, column, row: 0, use }, rows: [] };
    map.set(id, found);
    found.rows.push(row);
    return found.node;
  };
  for (const use of uses) {
    const id = `use:${use.version}:${use.stack?.id ?? 'api'}:${use.resource ?? ''}:${use.deployment?.name ?? use.deployment?.id ?? ''}`;
    const card = middle.get(id) ?? { id, column: 1, row: middle.size, use };
    middle.set(id, card);
    const from = side(versions, `version:${use.version}`, 0, use, card.row);
    links.set(`${from.id}>${id}`, { from, to: card });
    if (use.server === null) continue;
    const to = side(servers, `server:${use.server.id}`, 2, use, card.row);
    links.set(`${id}>${to.id}`, { from: card, to });
  }
  for (const column of [versions, servers]) spread([...column.values()]);
  return {
    nodes: [...versions.values(), ...servers.values()].map(({ node }) => node).concat([...middle.values()]).toSorted((a, b) => a.column - b.column || a.row - b.row),
    links: [...links.values()],
    rows: Math.max(middle.size, versions.size, servers.size),
  };
}

function spread(column: { node: UsageNode; rows: number[] }[]): void {
  let free = 0;
  const wanted = column.map(({ node, rows }) => ({ node, row: rows.reduce((sum, row) => sum + row, 0) / rows.length })).toSorted((a, b) => a.row - b.row);
  for (const { node, row } of wanted) {
    node.row = Math.max(row, free);
    free = node.row + 1;
  }
}
