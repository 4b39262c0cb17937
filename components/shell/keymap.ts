import { PLACES } from './navigation';
import { usePreferences } from './preferences';

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

const fixed = (group: string, ...rows: readonly (readonly [keys: string, label: string])[]): KeyBinding[] => rows.map(([keys, label]) => ({ id: `${group} ${keys}`, keys, label, group, changeable: false }));

/** What works everywhere and may be changed, by the id under which a change is kept. */
const GLOBAL: readonly KeyBinding[] = [
  { id: 'help', keys: '?', label: 'Show the keys', group: 'Everywhere', changeable: true },
  { id: 'rail', keys: '[', label: 'Words beside the icons of the rail', group: 'Everywhere', changeable: true },
  ...PLACES.map(({ id, key, label }) => ({ id: `go-${id}`, keys: `g ${key}`, label: `Go to ${label}`, group: 'Everywhere', changeable: true })),
];

/** Every key of the product. Those of a canvas or a table work while it has the focus, so they cannot be pressed by accident. */
const REST: readonly KeyBinding[] = [
  ...fixed('Everywhere', ['Ctrl K', 'Search, or do something by its name'], ['/', 'Filter what is on the page'], ['F6', 'Next part of the page (Shift: the one before)'], ['Ctrl Enter', 'The main action: deploy, preview'], ['Ctrl S', 'Save a version'], ['Esc', 'Close, or choose nothing'], ['Alt ← →', 'Back and forward']),
  ...fixed('List of stacks', ['j k', 'Next and previous row'], ['Enter', 'Open'], ['x', 'Choose (Shift: up to here)'], ['→ ←', 'Fold nested stacks out and in'], ['u', 'Edit in the designer'], ['n', 'New stack'], ['Del', 'Delete...']),
  ...fixed('Designer', ['/', 'Add a resource'], ['E', 'Connect to another resource'], ['F2', 'Rename'], ['Del', 'Delete'], ['Ctrl Z', 'Undo'], ['Ctrl Shift Z', 'Do again'], ['Ctrl C, X, V, D', 'Copy, cut, paste, duplicate'], ['Ctrl G', 'Frame around what is chosen'], ['Arrows', 'To the next card (Shift: move it)'], ['Space', 'Pan while it is held'], ['0 1', 'All in view, full size'], ['F8', 'Next problem'], ['Ctrl \\', 'Text beside the canvas'], ['F12', 'From a reference to its name']),
  ...fixed('Stack', ['Arrows', 'To the next resource'], ['Enter', 'Its details'], ['Space', 'Play or stop the recording, in the timeline']),
];

/** The keys in force: one's own instead of ours. */
export function bindingsWith(own: Readonly<Record<string, string>>): readonly KeyBinding[] {
  return [...GLOBAL.map((binding) => ({ ...binding, keys: own[binding.id] ?? binding.keys })), ...REST];
}

export function useBindings(): readonly KeyBinding[] {
  return bindingsWith(usePreferences().preferences.keys);
}

/** What a key, or two pressed one after the other, does; null for nothing. */
export function actionOf(bindings: readonly KeyBinding[], before: string | null, key: string): { done: string } | { pending: string } | null {
  const global = bindings.filter(({ changeable }) => changeable);
  const exact = (before === null ? undefined : global.find(({ keys }) => keys === `${before} ${key}`)) ?? global.find(({ keys }) => keys === key);
  if (exact) return { done: exact.id };
  return global.some(({ keys }) => keys.startsWith(`${key} `)) ? { pending: key } : null;
}

/** Another binding that has these keys already, or whose first key they are. */
export function takenBy(bindings: readonly KeyBinding[], id: string, keys: string): KeyBinding | null {
  return bindings.find((binding) => binding.id !== id && binding.group === 'Everywhere' && (binding.keys === keys || binding.keys.startsWith(`${keys} `) || keys.startsWith(`${binding.keys} `))) ?? null;
}
