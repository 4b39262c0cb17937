'use client';
import { useQuery } from '@tanstack/react-query';
import { getRevisionText } from '@/app/actions/stacks';
import { BRIEFLY } from './briefly';
import { unwrap } from './unwrap';

/** The template text of a revision; revisions never change, so it is fetched once. `null` fetches nothing. */
export function useRevisionText(project: string, stackId: string, number: number | null) {
  return useQuery({
    queryKey: ['revision', stackId, number],
    queryFn: async () => unwrap(await getRevisionText(project, stackId, number ?? 0)),
    enabled: number !== null,
    staleTime: Infinity,
    gcTime: BRIEFLY,
  });
}
