import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { GraphNode } from '@/lib/graph';
import { cn } from '@/components/ui/cn';

export function ProblemBadge({ node }: { node: GraphNode }) {
  const { count, worst } = node.problems;
  if (count === 0 || worst === null) return null;
  const Icon = worst === 'error' ? CircleAlert : TriangleAlert;
  return <span title={`${count} ${count === 1 ? 'problem' : 'problems'}`} className="flex items-center gap-0.5 text-[11px] tabular-nums text-ink"><Icon aria-hidden className={cn('size-3.5', worst === 'error' ? 'text-status-failed' : 'text-status-held')} />{count}</span>;
}
