'use client';
import { useEffect } from 'react';
import { STACK_TABS, type StackTab } from './tabs';

export interface StackKeys {
  onTab: (tab: StackTab) => void;
  /** `o`: the selected resource on a page of its own, or back; absent without one. */
  onOpen: (() => void) | undefined;
}

/** 1 to 8 go to the views, `o` opens what is selected. Not while somebody types, or in a dialog or menu. */
export function useStackKeys({ onTab, onOpen }: StackKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isText(event.target)) return;
      const tab = /^[1-8]$/.test(event.key) ? STACK_TABS[Number(event.key) - 1] : undefined;
      if (tab) onTab(tab);
      else if (event.key === 'o' && onOpen) onOpen();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onTab, onOpen]);
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role="dialog"],[role="menu"],[role="listbox"]') !== null);
}
