'use client';
import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { listStacks } from '@/app/actions/stacks';
import { clearConnection, setConnection } from './connection';
import { unwrap } from './unwrap';

/** How often the list is read while something runs, and while nothing does, in milliseconds. */
const BUSY = 1000;
const QUIET = 5000;

/** The stacks of a project, kept fresh while the page is looked at. */
export function useStackList(project: string) {
  const query = useQuery({
    queryKey: ['stacks', project],
    queryFn: async () => unwrap(await listStacks(project)),
    refetchInterval: ({ state }) => (state.data?.some((stack) => stack.status === 'IN_PROGRESS') ? BUSY : QUIET),
    refetchOnWindowFocus: true,
  });
  useEffect(() => {
    if (query.dataUpdatedAt > 0) setConnection({ state: query.failureCount > 0 || query.isError ? 'reconnecting' : 'live', lastHeardAt: query.dataUpdatedAt });
  }, [query.dataUpdatedAt, query.failureCount, query.isError]);
  useEffect(() => clearConnection, []);
  return query;
}
