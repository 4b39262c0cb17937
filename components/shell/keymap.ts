import { PLACES } from './navigation';
import { preferencesNow, usePreferences } from './preferences';

/** Something that keys do. */
export interface KeyBinding {
  id: string;
  /** As it is shown; a space between keys pressed one after the other. */
  keys: string;
  label: string;
  group: string;
  /** People may choose another key for it. */
  changeable: boolean;
}

/** What works everywhere and may be changed, by the id under which a change is kept. */
export const GLOBAL: readonly KeyBinding[] = [
  { id: 'help', keys: '?', label: 'Show the keys', group: 'Everywhere', changeable: true },
  { id: 'rail', keys: '[', label: 'Words beside the icons of the rail', group: 'Everywhere', changeable: true },
  ...PLACES.map(({ id, key, label }) => ({ id: `go-${id}`, keys: `g ${key}`, label: `Go to ${label}`, group: 'Everywhere', changeable: true })),
];

/** Where keys work that are not everywhere's. */
export type KeyScope = 'designer' | 'list';

/** Under which a key of one's own is kept for what our key does there. */
export const idOf = (scope: KeyScope, standard: string): string => `${scope}:${standard}`;

/** Which of our keys a pressed one stands for, there: itself, unless somebody has chosen another for what it does. Null for nothing. Letters count as small ones. */
export function standardKeyWith(own: Readonly<Record<string, string>>, scope: KeyScope, pressed: string): string | null {
  const key = pressed.length === 1 ? pressed.toLowerCase() : pressed;
  const chosen = Object.keys(own).find((id) => own[id] === key && id.startsWith(`${scope}:`));
  if (chosen !== undefined) return chosen.slice(scope.length + 1);
  return own[idOf(scope, key)] === undefined ? key : null;
}

export const standardKey = (scope: KeyScope, pressed: string): string | null => standardKeyWith(preferencesNow().keys, scope, pressed);

/** The keys in force everywhere: one's own instead of ours. */
export function bindingsWith(own: Readonly<Record<string, string>>): readonly KeyBinding[] {
  return GLOBAL.map((binding) => ({ ...binding, keys: own[binding.id] ?? binding.keys }));
}

export function useBindings(): readonly KeyBinding[] {
  return bindingsWith(usePreferences().preferences.keys);
}

/** What a key, or two pressed one after the other, does; null for nothing. */
export function actionOf(bindings: readonly KeyBinding[], before: string | null, key: string): { done: string } | { pending: string } | null {
  const exact = (before === null ? undefined : bindings.find(({ keys }) => keys === `${before} ${key}`)) ?? bindings.find(({ keys }) => keys === key);
  if (exact) return { done: exact.id };
  return bindings.some(({ keys }) => keys.startsWith(`${key} `)) ? { pending: key } : null;
}

/** Another binding of the same place that has these keys already, or whose first key they are. */
export function takenBy(bindings: readonly KeyBinding[], id: string, keys: string): KeyBinding | null {
  const group = bindings.find((binding) => binding.id === id)?.group;
  const wanted = keys.toLowerCase();
  return bindings.find((binding) => { const has = binding.keys.toLowerCase(); return binding.id !== id && binding.group === group && (has === wanted || has.startsWith(`${wanted} `) || wanted.startsWith(`${has} `)); }) ?? null;
}
