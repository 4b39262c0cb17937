'use client';
import { useQuery } from '@tanstack/react-query';
import type { Outlook } from '@/lib/wire/outlook';
import { getOutlook } from '@/app/actions/stacks';
import { BRIEFLY } from './briefly';
import { unwrap } from './unwrap';

/** What an operation has to do and how long the like of it took before, read once for each operation; undefined until then, and for none. */
export function useOutlook(project: string, stackId: string, operationId: string | null): Outlook | undefined {
  const query = useQuery({ queryKey: ['outlook', stackId, operationId], queryFn: async () => unwrap(await getOutlook(project, stackId)), enabled: operationId !== null, staleTime: Infinity, gcTime: BRIEFLY, retry: false });
  return query.data;
}
