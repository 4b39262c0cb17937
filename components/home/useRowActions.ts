'use client';
import { useMemo } from 'react';
import { useRouter } from 'next/navigation';
import { draftOfStack } from '@/app/actions/drafts';
import { exportStack } from '@/app/actions/keeping';
import { download } from '@/components/ui/download';
import { placeHref } from '@/components/shell/navigation';
import { UPDATE_HASH } from '@/components/stack/tabs';
import { toast } from '@/components/ui/Toast';
import type { StackRow } from '@/lib/wire/stack-board';

/** What is done to rows without anything to be said first. */
export function useRowActions(project: string) {
  const router = useRouter();
  return useMemo(() => ({
    /** Opens what a stack runs in the designer, as a draft that updates it. */
    edit([stack]: readonly StackRow[]) {
      if (!stack) return;
      void draftOfStack(project, stack.id, stack.name).then((draft) => {
        if (draft.ok) router.push(`${placeHref(project, 'designer')}/${draft.value.id}`);
        else toast.error('The template could not be opened', { description: draft.problem.message });
      });
    },
    /** Opens the form of its parameters, on its page. */
    update([stack]: readonly StackRow[]) {
      if (stack) router.push(`${placeHref(project, 'stacks')}/${stack.id}/graph${UPDATE_HASH}`);
    },
    /** Saves a document of each. */
    exportAll(stacks: readonly StackRow[]) {
      void (async () => {
        for (const { id, name } of stacks) {
          const result = await exportStack(project, id);
          if (result.ok) download(`${name}.json`, result.value, 'application/json');
          else toast.error(`${name} could not be exported`, { description: result.problem.message });
        }
      })();
    },
  }), [project, router]);
}
