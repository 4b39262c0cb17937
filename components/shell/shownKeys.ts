'use client';
import type { KeyId } from './keymapTable';
import { preferencesNow, usePreferences } from './preferences';

const WORDS: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Delete: 'Del', Escape: 'Esc' };
const MAC: Readonly<Record<string, string>> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' };

/** Keys as people read them, on the keyboard that they have. */
export function written(keys: string, mac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac')): string {
  return keys.split(/ |\+(?=.)/).map((key) => (mac ? MAC[key] : undefined) ?? WORDS[key] ?? (key.length === 1 ? key.toUpperCase() : key)).join(' ');
}

/** The keys in force, as they are shown: those that somebody has chosen, else ours, which are part of the id. */
export function shownKeysWith(own: Readonly<Record<string, string>>, id: KeyId): string {
  return written(own[id] ?? id.slice(id.indexOf(':') + 1));
}

export const shownKeys = (id: KeyId): string => shownKeysWith(preferencesNow().keys, id);

export function useShownKeys(): (id: KeyId) => string {
  const { keys } = usePreferences().preferences;
  return (id) => shownKeysWith(keys, id);
}
