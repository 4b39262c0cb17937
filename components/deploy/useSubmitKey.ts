'use client';
import { useEffect, useRef } from 'react';
import { standardKey } from '@/components/shell/keymap';

/** The key of the main action does that of a sheet, wherever in it the focus is: heard on its way down, because some controls (radio buttons) let no Enter pass. */
export function useSubmitKey(submit: () => void): void {
  const latest = useRef(submit);
  useEffect(() => {
    latest.current = submit;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (standardKey('all', event) !== 'Ctrl+Enter') return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
}
