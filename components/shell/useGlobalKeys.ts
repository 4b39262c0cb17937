'use client';
import { useEffect, useRef } from 'react';
import { useRouter } from 'next/navigation';
import { actionOf, useBindings } from './keymap';
import { PLACES, placeHref } from './navigation';
import { usePreferences } from './preferences';
import { focusNextRegion } from './regions';

/** Two keys are one command when the second comes within so many milliseconds. */
const WITHIN = 1000;

export interface GlobalKeyActions {
  onPalette: () => void;
  onHelp: () => void;
}

/** Ctrl-K (Cmd-K) and F6 anywhere; letters while no field has the focus, unless somebody has turned them off. */
export function useGlobalKeys(project: string, { onPalette, onHelp }: GlobalKeyActions): void {
  const router = useRouter();
  const bindings = useBindings();
  const { preferences, change } = usePreferences();
  const pending = useRef<{ key: string; at: number } | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        return onPalette();
      }
      if (event.key === 'F6' && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        return focusNextRegion(event.shiftKey ? -1 : 1);
      }
      if (event.defaultPrevented || preferences.singleKeys === 'off' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const before = pending.current !== null && event.timeStamp - pending.current.at < WITHIN ? pending.current.key : null;
      const action = actionOf(bindings, before, event.key);
      pending.current = action !== null && 'pending' in action ? { key: action.pending, at: event.timeStamp } : null;
      if (action === null || !('done' in action)) return;
      event.preventDefault();
      if (action.done === 'help') onHelp();
      else if (action.done === 'rail') change({ rail: preferences.rail === 'wide' ? 'narrow' : 'wide' });
      else {
        const place = PLACES.find(({ id }) => action.done === `go-${id}`);
        if (place) router.push(placeHref(project, place.id));
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [project, router, bindings, preferences, change, onPalette, onHelp]);
}

/** Whether a key pressed there is text, or is meant for a widget of its own. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || isTextField(target) || target.closest('[role="dialog"],[role="menu"],[role="listbox"],.cm-editor,.react-flow') !== null);
}

function isTextField(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement ? !/^(checkbox|radio|button|submit|file|range)$/.test(target.type) : /^(TEXTAREA|SELECT)$/.test(target.tagName);
}
