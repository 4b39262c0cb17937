'use client';
import { useCallback, useSyncExternalStore } from 'react';
import { KEY, OLD_THEME_KEY } from './preferencesScript';

/** How the product looks and behaves for one person in one browser. Styles follow attributes of the root element, set before anything is painted. */
export interface Preferences {
  theme: 'system' | 'light' | 'dark' | 'contrast';
  density: 'comfortable' | 'compact';
  motion: 'system' | 'reduced';
  /** The rail shows its words. */
  rail: 'narrow' | 'wide';
  /** Whether single letters do something while no field has the focus. */
  singleKeys: 'on' | 'off';
  /** Keys of one's own, by the id of what they do. */
  keys: Readonly<Record<string, string>>;
}

const DEFAULTS: Preferences = { theme: 'system', density: 'comfortable', motion: 'system', rail: 'narrow', singleKeys: 'on', keys: {} };
/** What another tab, an older version or somebody by hand wrote may be anything. */
function read(): Preferences {
  let kept: unknown = null;
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? 'null');
  } catch {
    // As if nothing was kept.
  }
  const field = (name: string): unknown => (typeof kept === 'object' && kept !== null ? Reflect.get(kept, name) : undefined);
  const one = <T extends string>(name: string, values: readonly T[], fallback: T): T => values.find((value) => value === field(name)) ?? fallback;
  const keys = field('keys');
  return {
    theme: one('theme', ['system', 'light', 'dark', 'contrast'], oldTheme()),
    density: one('density', ['comfortable', 'compact'], DEFAULTS.density),
    motion: one('motion', ['system', 'reduced'], DEFAULTS.motion),
    rail: one('rail', ['narrow', 'wide'], DEFAULTS.rail),
    singleKeys: one('singleKeys', ['on', 'off'], DEFAULTS.singleKeys),
    keys: typeof keys === 'object' && keys !== null ? Object.fromEntries(Object.entries(keys).flatMap(([id, key]) => (typeof key === 'string' ? [[id, key]] : []))) : {},
  };
}

function oldTheme(): Preferences['theme'] {
  const old = localStorage.getItem(OLD_THEME_KEY);
  return old === 'light' || old === 'dark' ? old : DEFAULTS.theme;
}

let known: Preferences | null = null;
const listeners = new Set<() => void>();

function current(): Preferences {
  return (known ??= read());
}

/** For what is not drawn by them. */
export const preferencesNow = current;

function subscribe(listener: () => void): () => void {
  const elsewhere = (event: StorageEvent) => {
    if (event.key !== KEY) return;
    known = null;
    apply(current());
    listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', elsewhere);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', elsewhere);
  };
}

export function apply({ theme, density, motion, rail }: Preferences): void {
  const { dataset } = document.documentElement;
  const matches = (query: string): boolean => window.matchMedia(query).matches;
  dataset.theme = theme !== 'system' ? theme : matches('(prefers-contrast: more)') ? 'contrast' : matches('(prefers-color-scheme: dark)') ? 'dark' : 'light';
  dataset.density = density;
  dataset.motion = motion;
  dataset.rail = rail;
}

export function changePreferences(to: Partial<Preferences>): void {
  known = { ...current(), ...to };
  try {
    localStorage.setItem(KEY, JSON.stringify(known));
  } catch {
    // Without storage the choice is only as old as the page.
  }
  apply(known);
  for (const listener of listeners) listener();
}

export function usePreferences(): { preferences: Preferences; change: (to: Partial<Preferences>) => void } {
  const preferences = useSyncExternalStore(subscribe, current, () => DEFAULTS);
  return { preferences, change: useCallback((to: Partial<Preferences>) => changePreferences(to), []) };
}

/** For listeners of keys outside of React. */
export function singleKeysOn(): boolean {
  return current().singleKeys === 'on';
}

/** How high rows are, against those of the comfortable density: as much as the type is smaller. */
export const COMPACT_SCALE = 0.875;

export function useRowScale(): number {
  return usePreferences().preferences.density === 'compact' ? COMPACT_SCALE : 1;
}
