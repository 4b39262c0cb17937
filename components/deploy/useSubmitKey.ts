'use client';
import { usePageKeys } from '@/components/shell/pageKeys';

/** The key of the main action does that of a sheet, wherever in it the focus is. */
export function useSubmitKey(submit: () => void): void {
  usePageKeys('all', (keys) => {
    if (keys === 'Ctrl+Enter') submit();
    return keys === 'Ctrl+Enter';
  });
}
