'use client';
import { useRef } from 'react';

/**
 * Where the focus goes with a dialog: to the dialog itself, whose first control is the way out and would only show its tooltip; and back to where it was. The
 * library gives it back to the button that it opened the dialog for, and these open by themselves.
 */
export function useDialogFocus(): { onOpenAutoFocus: (event: Event) => void; onCloseAutoFocus: (event: Event) => void } {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: (event) => {
      before.current = document.activeElement;
      event.preventDefault();
      if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
    },
    onCloseAutoFocus: (event) => {
      event.preventDefault();
      // Who has moved it since then meant to, and a page that is gone takes none.
      if (document.activeElement !== document.body && document.activeElement !== null) return;
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
    },
  };
}
