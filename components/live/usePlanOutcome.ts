'use client';
import { useQuery } from '@tanstack/react-query';
import type { OperationView, PlanOutcome } from '@/lib/wire/types';
import { comparePlan } from '@/app/actions/stacks';
import { BRIEFLY } from './briefly';
import { unwrap } from './unwrap';

/** What came otherwise than an operation's plan said, once it is through, well or not, or was stopped; null while it is not, and for one without a plan. */
export function usePlanOutcome(project: string, stackId: string, operation: OperationView): PlanOutcome | null {
  const query = useQuery({
    queryKey: ['plan outcome', operation.id],
    queryFn: async () => unwrap(await comparePlan(project, stackId, operation.id)),
    enabled: operation.status === 'COMPLETE' || operation.status === 'FAILED' || operation.status === 'CANCELLED',
    staleTime: Infinity,
    gcTime: BRIEFLY,
  });
  return query.data ?? null;
}
