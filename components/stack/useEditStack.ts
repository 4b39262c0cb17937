'use client';
import { useRouter } from 'next/navigation';
import { useMutation } from '@tanstack/react-query';
import type { StackView } from '@/lib/wire/types';
import { draftOfStack } from '@/app/actions/drafts';
import { unwrap } from '@/components/live/unwrap';
import { placeHref } from '@/components/shell/navigation';
import { toast } from '@/components/ui/Toast';

/** Opens what a stack runs in the designer, as a draft that updates the stack when it is deployed. */
export function useEditStack(project: string, stack: Pick<StackView, 'id' | 'name'>) {
  const router = useRouter();
  return useMutation({
    mutationFn: async () => unwrap(await draftOfStack(project, stack.id, stack.name)),
    onSuccess: (draft) => router.push(`${placeHref(project, 'designer')}/${draft.id}`),
    onError: (error) => toast.error('The template could not be opened', { description: error.message }),
  });
}
