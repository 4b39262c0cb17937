'use client';
import { useMutation } from '@tanstack/react-query';
import type { StackView } from '@/lib/wire/types';
import { exportStack } from '@/app/actions/keeping';
import { download } from '@/components/ui/download';
import { unwrap } from '@/components/live/unwrap';
import { toast } from '@/components/ui/Toast';

/** Saves the document of a stack as a file. */
export function useExportStack(project: string, stack: StackView) {
  return useMutation({
    mutationFn: async () => download(`${stack.name}.json`, unwrap(await exportStack(project, stack.id))),
    onError: (error) => toast.error('Could not be exported', { description: error.message }),
  });
}
