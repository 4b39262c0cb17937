'use client';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ActionResult, EventView } from '@/lib/wire/types';
import type { StackState } from './applyFrames';
import { EventLog } from './eventLog';
import { stackViewAddress } from './stackViewAddress';
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
      const response = await fetch(stackViewAddress(project, stackId));
      const answer: ActionResult<Pick<StackState, 'stack' | 'deployments'> & { events: EventView[] }> = await response.json();
      const { events, ...rest } = unwrap(answer);
      return { ...rest, events: EventLog.of(events), logs: new Map() };
    },
  });
  useStackStream(project, stackId, queryKey, query.isSuccess);
  useRevisionRefresh(project, stackId, queryKey, query.data);
  return query;
}
