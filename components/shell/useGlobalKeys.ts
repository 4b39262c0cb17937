'use client';
import { useEffect, useRef } from 'react';
import { useRouter } from 'next/navigation';
import { PLACES, placeHref } from './navigation';
import { listenToKeys } from './pageKeys';
import { changePreferences, preferencesNow } from './preferences';

/** Two keys are one command when the second comes within so many milliseconds. */
const WITHIN = 1000;

export interface GlobalKeyActions {
  onPalette: () => void;
  onHelp: () => void;
}

/** What keys do on every page: search and parts of the page with every focus, letters while no field has it. */
export function useGlobalKeys(project: string, { onPalette, onHelp }: GlobalKeyActions): void {
  const router = useRouter();
  const pending = useRef<{ keys: string; at: number } | null>(null);
  useEffect(() => listenToKeys(({ actionOf, pageKeys }, event) => {
    const pressed = pageKeys(event);
    if (pressed === null) return;
    const before = pending.current !== null && event.timeStamp - pending.current.at < WITHIN ? pending.current.keys : null;
    const action = actionOf(preferencesNow().keys, before, pressed);
    pending.current = action !== null && 'pending' in action ? { keys: action.pending, at: event.timeStamp } : null;
    if (action === null || !('done' in action)) return;
    const place = PLACES.find(({ keys }) => keys === `all:${action.done}`);
    if (place) router.push(placeHref(project, place.id));
    else if (action.done === 'Ctrl+k') onPalette();
    else if (action.done === '?') onHelp();
    else if (action.done === '[') changePreferences({ rail: preferencesNow().rail === 'wide' ? 'narrow' : 'wide' });
    else if (action.done.endsWith('F6')) void import('./regions').then(({ focusNextRegion }) => focusNextRegion(action.done === 'F6' ? 1 : -1));
    else return;
    event.preventDefault();
  }), [project, router, onPalette, onHelp]);
}
