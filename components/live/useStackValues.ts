'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getStackValues } from '@/app/actions/stacks';
import { unwrap } from './unwrap';

export type StackValues = ReturnType<typeof unwrap<Extract<Awaited<ReturnType<typeof getStackValues>>, { ok: true }>['value']>>;

/** Outputs and effective parameters, fetched anew when something has happened in the stack. */
export function useStackValues(project: string, stackId: string, eventSeq: number) {
  return useQuery({
    queryKey: ['values', stackId, eventSeq],
    queryFn: async () => unwrap(await getStackValues(project, stackId)),
    placeholderData: keepPreviousData,
  });
}
