'use client';
import { type GraphEdge, type GraphNode, nameOf, type NodeKey, type StackGraph } from '@/lib/graph';
import type { Select } from '../types';

/** What a node uses and what uses it; each leads there. */
export function ReferencesTab({ node, graph, select }: { node: GraphNode; graph: StackGraph; select: Select }) {
  const uses = graph.edges.filter((edge) => edge.to === node.key);
  const usedBy = graph.edges.filter((edge) => edge.from === node.key);
  return (
    <>
      <EdgeList title="Uses" empty="Nothing." edges={uses} other={(edge) => edge.from} select={select} />
      <EdgeList title="Used by" empty="Nothing." edges={usedBy} other={(edge) => edge.to} select={select} />
      <Implied node={node} graph={graph} select={select} />
    </>
  );
}

/** The order that the engine keeps without being told. */
function Implied({ node, graph, select }: { node: GraphNode; graph: StackGraph; select: Select }) {
  const orders = graph.implied.filter(({ from, to }) => from === node.key || to === node.key);
  if (orders.length === 0) return null;
  return (
    <section aria-label="Implied order">
      <h3 className="pb-1 text-xs font-medium text-muted">Implied order</h3>
      <p className="pb-1 text-xs text-muted">Kept although nothing is written of it: addresses need their subnets first.</p>
      <ul className="flex flex-col">
        {orders.map(({ from, to }) => {
          const other = from === node.key ? to : from;
          return (
            <li key={`${from}|${to}`}>
              <button type="button" onClick={() => select(other)} className="flex w-full items-baseline gap-2 rounded-sm px-1.5 py-1 text-start text-sm hover:bg-hover">
                <span className="font-mono text-xs font-semibold">{nameOf(other)}</span>
                <span className="text-xs text-muted">{from === node.key ? 'comes after this' : 'comes before this'}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function EdgeList({ title, empty, edges, other, select }: { title: string; empty: string; edges: GraphEdge[]; other: (edge: GraphEdge) => NodeKey; select: Select }) {
  return (
    <section aria-label={title}>
      <h3 className="pb-1 text-xs font-medium text-muted">{title}</h3>
      {edges.length === 0 ? <p className="text-sm text-faint">{empty}</p> : null}
      <ul className="flex flex-col">
        {edges.map((edge) => (
          <li key={edge.id}>
            <button type="button" onClick={() => select(other(edge))} className="flex w-full items-baseline gap-2 rounded-sm px-1.5 py-1 text-start text-sm hover:bg-hover">
              <span className="font-mono text-xs font-semibold">{nameOf(other(edge))}</span>
              <span className="min-w-0 truncate text-xs text-muted">{edge.kind === 'order' ? 'order only' : `${edge.label}${edge.attribute ? ` from ${edge.attribute}` : ''}`}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
