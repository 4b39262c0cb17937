'use client';
import { useEffect, useRef } from 'react';
import { useRouter } from 'next/navigation';
import { PLACES, placeHref } from './navigation';

/** Ctrl-K (Cmd-K) anywhere; `g` and a letter to go somewhere, while no field has the focus. */
export function useGlobalKeys(project: string, onPalette: () => void): void {
  const router = useRouter();
  const goPressedAt = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        onPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const place = event.timeStamp - goPressedAt.current < 1000 ? PLACES.find(({ key }) => key === event.key) : undefined;
      goPressedAt.current = event.key === 'g' ? event.timeStamp : 0;
      if (place) router.push(placeHref(project, place.id));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [project, router, onPalette]);
}

/** Whether a key pressed there is text, or is meant for a widget of its own. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role="dialog"],[role="menu"],[role="listbox"],.cm-editor,.react-flow') !== null);
}
