'use client';
import { useMutation } from '@tanstack/react-query';
import { askResource } from '@/app/actions/resources';
import { unwrap } from './unwrap';

export type Look = ReturnType<typeof useLook>;

/** Asks what a resource is now. The answer is of its moment: it is not kept. */
export function useLook(project: string, stackId: string, resourceId: string) {
  return useMutation({ mutationFn: async () => unwrap(await askResource(project, stackId, resourceId)) });
}
