'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { StackView } from '@/lib/wire/types';
import { getDashboardLinks } from '@/app/actions/stacks';
import { BRIEFLY } from './briefly';
import { unwrap } from './unwrap';

const NONE: Readonly<Record<string, string>> = {};

/** Pages of clouds' dashboards by the ids of resources, read when an operation begins and when it ends. */
export function useDashboardLinks(project: string, { id, status, operations }: StackView): Readonly<Record<string, string>> {
  const query = useQuery({
    queryKey: ['dashboard links', id, operations[0]?.id, status],
    queryFn: async () => unwrap(await getDashboardLinks(project, id)),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: BRIEFLY,
    retry: false,
  });
  return query.data ?? NONE;
}
