'use client';
import { useQuery } from '@tanstack/react-query';
import type { StackView } from '@/lib/wire/types';
import { getStackSource } from '@/app/actions/stacks';
import { BRIEFLY } from '@/components/live/briefly';
import { unwrap } from '@/components/live/unwrap';
import { requirementsIn, type Requirements } from './useTemplateRequirements';

/** What the resources of nested templates require, by the file of the template: members that have not begun do not say it themselves. */
export function useFileRequirements(project: string, stack: Pick<StackView, 'id' | 'revision'>, wanted: boolean): ReadonlyMap<string, Requirements> | undefined {
  const query = useQuery({
    queryKey: ['file requirements', stack.id, stack.revision?.id],
    queryFn: async () => {
      const { files } = unwrap(await getStackSource(project, stack.id));
      return new Map(await Promise.all(Object.entries(files).map(async ([name, text]) => [name, await requirementsIn(text)] as const)));
    },
    enabled: wanted && stack.revision !== null,
    staleTime: Infinity,
    gcTime: BRIEFLY,
  });
  return query.data;
}
