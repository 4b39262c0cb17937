'use client';
import { useEffect, useSyncExternalStore } from 'react';
import type { KeyId } from './keymapTable';
import { createStore } from './store';

export interface PaletteCommand {
  id: string;
  label: string;
  group: string;
  keys?: KeyId;
  run: () => void;
}

const NONE: readonly PaletteCommand[] = [];
const store = createStore<readonly PaletteCommand[]>(NONE);

/** Adds the page's own commands to the command palette while the calling component is there. Pass a memoised array. */
export function usePaletteCommands(commands: readonly PaletteCommand[]): void {
  useEffect(() => {
    store.set([...store.get(), ...commands]);
    return () => store.set(store.get().filter((command) => !commands.includes(command)));
  }, [commands]);
}

export function usePageCommands(): readonly PaletteCommand[] {
  return useSyncExternalStore(store.subscribe, store.get, () => NONE);
}
