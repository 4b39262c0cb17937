'use client';
import type { ResourceView } from '@/lib/wire/types';
import { useSignal } from '@/components/live/useSignal';
import { SignalForm } from './SignalForm';

/** Sends a resource what its script or service would send, and says before what that will do. */
export function SignalDialog({ project, stackId, resource, onClose }: { project: string; stackId: string; resource: ResourceView; onClose: () => void }) {
  const signal = useSignal(project, stackId);
  return (
    <SignalForm
      name={resource.name} type={resource.type} busy={signal.isPending} problem={signal.error?.message ?? null} onClose={onClose}
      onSend={(payload) => signal.mutate({ resource, payload }, { onSuccess: onClose })}
    />
  );
}
