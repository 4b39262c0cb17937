'use client';
import { usePageKeys } from '@/components/shell/pageKeys';
import { STACK_TABS, type StackTab, TAB_KEYS } from './tabs';

export interface StackKeys {
  onTab: (tab: StackTab) => void;
  /** The selected resource on a page of its own, or back; absent without one. */
  onOpen: (() => void) | undefined;
}

/** Keys go to the views and open what is selected. Not while somebody types, or in a dialog or menu. */
export function useStackKeys({ onTab, onOpen }: StackKeys): void {
  usePageKeys('stack', (keys) => {
    const tab = STACK_TABS.find((each) => TAB_KEYS[each] === `stack:${keys}`);
    if (tab) onTab(tab);
    else if (keys === 'o' && onOpen) onOpen();
    else return false;
    return true;
  });
}
