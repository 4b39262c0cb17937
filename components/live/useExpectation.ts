'use client';
import { useQuery } from '@tanstack/react-query';
import type { Expectation } from '@/lib/wire/expectation';
import { getExpectation } from '@/app/actions/stacks';
import { unwrap } from './unwrap';

/** What an operation has to do and how long the like of it took before, read once for each operation; undefined until then, and for none. */
export function useExpectation(project: string, stackId: string, operationId: string | null): Expectation | undefined {
  const query = useQuery({ queryKey: ['expectation', stackId, operationId], queryFn: async () => unwrap(await getExpectation(project, stackId)), enabled: operationId !== null, staleTime: Infinity, retry: false });
  return query.data;
}
