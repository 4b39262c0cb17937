'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OnFailure } from '@/lib/wire/types';
import { changeStackOptions, protectStack } from '@/app/actions/stacks';
import type { StackState } from './applyFrames';
import { unwrap } from './unwrap';
import { stackKey } from './useStack';

export interface StackOptions {
  tags: string[];
  timeoutMins: number;
  onFailure: OnFailure;
}

/** Changes what the next operations of a stack go by. No operation comes of it, so the page says it to itself. */
export function useStackOptions(project: string, stackId: string) {
  const client = useQueryClient();
  const put = (change: Partial<StackOptions> & { protected?: boolean }) =>
    client.setQueryData<StackState>(stackKey(project, stackId), (state) => (state ? { ...state, stack: { ...state.stack, ...change } } : state));
  return {
    options: useMutation({
      mutationFn: async (options: StackOptions) => unwrap(await changeStackOptions(project, stackId, options)),
      onSuccess: (_, options) => put(options),
    }),
    protection: useMutation({
      mutationFn: async (on: boolean) => unwrap(await protectStack(project, stackId, on)),
      onSuccess: (_, on) => put({ protected: on }),
    }),
  };
}
