'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ResourceView } from '@/lib/wire/types';
import { getResource } from '@/app/actions/stacks';
import { unwrap } from './unwrap';

/** Properties, attributes and the signal URL of a resource, fetched anew whenever its state changes. `rootId` is the stack of the page: resources of nested stacks are asked for there too. */
export function useResourceDetail(project: string, rootId: string, resource: ResourceView) {
  return useQuery({
    queryKey: ['resource', resource.id, resource.updatedAt],
    queryFn: async () => unwrap(await getResource(project, rootId, resource.id)),
    placeholderData: keepPreviousData,
  });
}
