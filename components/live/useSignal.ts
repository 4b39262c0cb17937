'use client';
import { useMutation } from '@tanstack/react-query';
import type { Json } from '@/lib/hot/types';
import type { ResourceView } from '@/lib/wire/types';
import { signalResource } from '@/app/actions/resources';
import { hookOf } from '@/components/status/families';
import { toast } from '@/components/ui/Toast';
import { unwrap } from './unwrap';

/** Sends a signal to a resource, as its script or service would. */
export function useSignal(project: string, stackId: string) {
  return useMutation({
    mutationFn: async ({ resource, payload }: { resource: ResourceView; payload: Json }) => unwrap(await signalResource(project, stackId, resource.id, payload)),
    onSuccess: (_, { resource }) => toast(`Signalled ${resource.name}`),
  });
}

/** Lets resources go on from the breakpoints they are held at. */
export function useClearHooks(project: string, stackId: string) {
  return useMutation({
    mutationFn: async (held: readonly ResourceView[]) => {
      for (const resource of held) unwrap(await signalResource(project, stackId, resource.id, { unset_hook: hookOf(resource.waitingFor) }));
    },
    onError: (error) => toast.error('It could not be let go on', { description: error.message }),
  });
}
