'use client';
import { useQuery } from '@tanstack/react-query';
import type { SimilarFailure } from '@/lib/wire/types';
import { listSimilarFailures } from '@/app/actions/stacks';
import { unwrap } from './unwrap';

const NONE: readonly SimilarFailure[] = [];

/** Operations of the project that failed in the same way before; `null` asks nothing. */
export function useSimilarFailures(project: string, stackId: string, operationId: string | null): readonly SimilarFailure[] {
  const query = useQuery({
    queryKey: ['similar failures', operationId],
    queryFn: async () => unwrap(await listSimilarFailures(project, stackId, operationId ?? '')),
    enabled: operationId !== null,
    staleTime: Infinity,
  });
  return query.data ?? NONE;
}
