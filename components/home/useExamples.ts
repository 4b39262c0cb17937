'use client';
import { useQuery } from '@tanstack/react-query';
import { listExamples } from '@/app/actions/examples';
import type { Example } from './examples';

const NONE: readonly Example[] = [];

/** The examples; asked for once somebody wants to see them. */
export function useExamples(wanted: boolean): { examples: readonly Example[]; isPending: boolean } {
  const query = useQuery({ queryKey: ['examples'], queryFn: () => listExamples(), enabled: wanted, staleTime: Infinity });
  return { examples: query.data ?? NONE, isPending: wanted && query.isPending };
}
