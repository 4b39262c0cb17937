'use client';
import { useQuery } from '@tanstack/react-query';
import type { JsonMap } from '@/lib/hot/types';
import type { StackView } from '@/lib/wire/types';
import { getStackSource } from '@/app/actions/stacks';
import { DeploySheet } from '@/components/deploy/DeploySheet';
import { unwrap } from '@/components/live/unwrap';
import { Dialog } from '@/components/ui/Dialog';
import { ProblemView } from '@/components/ui/Problem';

/** The deploy sheet on what is deployed now: other values for the same template, or another environment. The template itself is changed in the designer. */
export function UpdateSheet({ project, stack, environment, onClose }: { project: string; stack: StackView; environment?: JsonMap | undefined; onClose: () => void }) {
  const source = useQuery({ queryKey: ['source', stack.id, stack.revision?.id], queryFn: async () => unwrap(await getStackSource(project, stack.id)), gcTime: 0 });
  if (source.error) return <Dialog open onClose={onClose} title={`Update ${stack.name}`}><ProblemView what="the template" error={source.error} onRetry={() => void source.refetch()} /></Dialog>;
  if (!source.data) return null;
  return (
    <DeploySheet
      project={project}
      draft={{ name: stack.name, ...source.data, ...(environment ? { environment } : {}) }}
      stack={{ id: stack.id, name: stack.name }}
      defaults={{ onFailure: stack.onFailure, timeoutMins: stack.timeoutMins, tags: stack.tags.join(', ') }}
      onClose={onClose}
    />
  );
}
