import { NODE_HEIGHT, NODE_WIDTH } from '@/lib/graph/cards';
import type { ExampleGraph } from './examples';

/** A graph the size of a stamp: what the template looks like, not what it says. */
export function GraphPicture({ graph }: { graph: ExampleGraph }) {
  const right = Math.max(NODE_WIDTH, ...graph.nodes.map(({ x }) => x + NODE_WIDTH));
  const bottom = Math.max(NODE_HEIGHT, ...graph.nodes.map(({ y }) => y + NODE_HEIGHT));
  const middle = NODE_HEIGHT / 2;
  return (
    <svg viewBox={`-24 -24 ${right + 48} ${bottom + 48}`} preserveAspectRatio="xMidYMid meet" aria-hidden className="size-full">
      <g fill="none" stroke="var(--border-strong)" strokeWidth="5">
        {graph.edges.map(([from, to]) => {
          const a = graph.nodes[from];
          const b = graph.nodes[to];
          if (!a || !b) return null;
          const x1 = a.x + NODE_WIDTH;
          const bend = Math.max(30, (b.x - x1) / 2);
          return <path key={`${from}-${to}`} d={`M${x1} ${a.y + middle}C${x1 + bend} ${a.y + middle} ${b.x - bend} ${b.y + middle} ${b.x} ${b.y + middle}`} />;
        })}
      </g>
      {graph.nodes.map((node) => (
        <g key={node.name}>
          <rect x={node.x} y={node.y} width={NODE_WIDTH} height={NODE_HEIGHT} rx="9" fill="var(--surface)" stroke="var(--border-strong)" strokeWidth="4" />
          <rect x={node.x + 18} y={node.y + 20} width={20} height={20} rx={node.type.includes('Server') ? 3 : 10} fill="var(--muted)" />
          <rect x={node.x + 54} y={node.y + 18} width={Math.min(130, node.name.length * 9 + 20)} height={9} rx="4.5" fill="var(--muted)" />
          <rect x={node.x + 54} y={node.y + 36} width={Math.min(100, node.type.length * 4)} height={7} rx="3.5" fill="var(--border-strong)" opacity="0.6" />
        </g>
      ))}
    </svg>
  );
}
