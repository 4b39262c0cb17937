'use client';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getStack, listDeployments, listEvents } from '@/app/actions/stacks';
import type { StackState } from './applyFrames';
import { unwrap } from './unwrap';
import { useRevisionRefresh } from './useRevisionRefresh';
import { useStackStream } from './useStackStream';

export function stackKey(project: string, stackId: string) {
  return ['stack', project, stackId] as const;
}

/** A stack with its events and deployments: read once, then kept true by its stream. */
export function useStack(project: string, stackId: string): UseQueryResult<StackState, Error> {
  const queryKey = stackKey(project, stackId);
  const query = useQuery({
    queryKey,
    staleTime: Infinity,
    gcTime: 60_000,
    queryFn: async (): Promise<StackState> => {
      // The stack first: events that come between the reads are then contained in the list, never lost.
      const stack = unwrap(await getStack(project, stackId));
      const [events, deployments] = await Promise.all([listEvents(project, stackId), listDeployments(project, stackId)]);
      return { stack, events: unwrap(events), deployments: unwrap(deployments), logs: new Map() };
    },
  });
  useStackStream(project, stackId, queryKey, query.isSuccess);
  useRevisionRefresh(project, stackId, queryKey, query.data);
  return query;
}
