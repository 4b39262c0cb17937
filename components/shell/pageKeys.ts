'use client';
import { useEffect, useRef } from 'react';
import type * as keymap from './keymap';
import type { KeyScope } from './keymapTable';

type Keymap = typeof keymap;
let known: Keymap | null = null;

/** Hears keys of the whole page. What knows what they mean is loaded after the page; a key that comes before it waits for it. */
export function listenToKeys(hear: (keymap: Keymap, event: KeyboardEvent) => void): () => void {
  const load = async (): Promise<Keymap> => (known ??= await import('./keymap'));
  void load();
  const onKey = (event: KeyboardEvent) => {
    if (known) hear(known, event);
    else void load().then((loaded) => hear(loaded, event));
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}

/** Does what keys of the whole page are for, named by ours; true from `act`: that is what they were pressed for. */
export function usePageKeys(scope: KeyScope, act: (keys: string, event: KeyboardEvent) => boolean): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => listenToKeys(({ pageKey }, event) => {
    const keys = pageKey(scope, event);
    if (keys !== null && latest.current(keys, event)) event.preventDefault();
  }), [scope]);
}
