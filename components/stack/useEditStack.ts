'use client';
import { useRouter } from 'next/navigation';
import { useMutation } from '@tanstack/react-query';
import type { StackView } from '@/lib/wire/types';
import { draftOfStack } from '@/app/actions/drafts';
import { unwrap } from '@/components/live/unwrap';
import { placeHref } from '@/components/shell/navigation';
import { toast } from '@/components/ui/Toast';

/** Opens what a stack runs in the designer, as a draft that updates the stack when it is deployed; with a resource of its template selected, where one is named. */
export function useEditStack(project: string, stack: Pick<StackView, 'id' | 'name'>) {
  const router = useRouter();
  return useMutation({
    mutationFn: async (_resource: string | null) => unwrap(await draftOfStack(project, stack.id, stack.name)),
    onSuccess: (draft, resource) => router.push(`${placeHref(project, 'designer')}/${draft.id}${resource === null ? '' : `?selected=${encodeURIComponent(`resource:${resource}`)}`}`),
    onError: (error) => toast.error('The template could not be opened', { description: error.message }),
  });
}
