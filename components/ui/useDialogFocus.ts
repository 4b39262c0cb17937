'use client';
import { useRef } from 'react';

/** What somebody opened the dialog to fill in. */
const FIELD = ':is(input:not([type=file], [type=checkbox], [type=radio], [readonly]), textarea:not([readonly])):not(:disabled)';

/**
 * Where the focus goes with a dialog: to its first field, where it has one and no keyboard would rise over it for that; otherwise to the dialog itself, whose first
 * control is the way out and would only show its tooltip. And back to where it was: the library gives it back to the button that it opened the dialog for, and these
 * open by themselves.
 */
export function useDialogFocus(): { onOpenAutoFocus: (event: Event) => void; onCloseAutoFocus: (event: Event) => void } {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: (event) => {
      before.current = document.activeElement;
      event.preventDefault();
      const box = event.currentTarget;
      if (!(box instanceof HTMLElement)) return;
      const field = window.matchMedia('(pointer: fine)').matches ? box.querySelector<HTMLElement>(FIELD) : null;
      (field ?? box).focus();
    },
    onCloseAutoFocus: (event) => {
      event.preventDefault();
      // Who has moved it since then meant to, and a page that is gone takes none.
      if (document.activeElement !== document.body && document.activeElement !== null) return;
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
    },
  };
}
