'use client';
import { useEffect, useRef } from 'react';
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { getStack } from '@/app/actions/stacks';
import type { StackState } from './applyFrames';

/**
 * The stream tells of states, not of definitions. What a new or an ended operation may have changed of those (revisions, layout, options) is read
 * anew; the states that the page has stay, they are newer.
 */
export function useRevisionRefresh(project: string, stackId: string, queryKey: QueryKey, state: StackState | undefined): void {
  const client = useQueryClient();
  const latest = state?.stack.operations[0];
  const mark = latest ? `${latest.id} ${latest.status}` : null;
  const seen = useRef<string | null>(null);
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (mark === null) return;
    const first = seen.current === null;
    seen.current = mark;
    if (first) return;
    void getStack(project, stackId).then((result) => {
      if (!result.ok) return;
      const { revision, revisions, layout, templateText, onFailure, timeoutMins, protected: isProtected, deletedAt } = result.value;
      const cacheKey: QueryKey = JSON.parse(key);
      client.setQueryData<StackState>(cacheKey, (now) => (now ? { ...now, stack: { ...now.stack, revision, revisions, layout, templateText, onFailure, timeoutMins, protected: isProtected, deletedAt } } : now));
    });
  }, [client, project, stackId, key, mark]);
}
