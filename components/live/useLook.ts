'use client';
import { useMutation } from '@tanstack/react-query';
import { askResource } from '@/app/actions/resources';
import { unwrap } from './unwrap';

export type Look = ReturnType<typeof useLook>;

/** Asks what a resource is now. The answer is of its moment: it is not kept, and whatever changes the resource (`as`: how it was last changed) makes it old. */
export function useLook(project: string, stackId: string, resourceId: string, as: string) {
  const look = useMutation({ mutationFn: async () => ({ as, answer: unwrap(await askResource(project, stackId, resourceId)) }) });
  const { data, error, isPending, mutate } = look;
  return { data: data?.as === as ? data.answer : undefined, error, isPending, mutate: () => mutate() };
}
