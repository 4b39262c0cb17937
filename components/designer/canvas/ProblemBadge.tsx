import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { GraphNode } from '@/lib/graph';
import { cn } from '@/components/ui/cn';

export function ProblemBadge({ node, far = false }: { node: GraphNode; far?: boolean }) {
  const { count, worst } = node.problems;
  if (count === 0 || worst === null) return null;
  const Icon = worst === 'error' ? CircleAlert : TriangleAlert;
  return <span title={`${count} ${count === 1 ? 'problem' : 'problems'}`} className={cn('flex items-center gap-0.5 tabular-nums text-ink', far ? 'text-xl' : 'text-[11px]')}><Icon aria-hidden className={cn(far ? 'size-6' : 'size-3.5', worst === 'error' ? 'text-status-failed' : 'text-status-held')} />{count}</span>;
}
