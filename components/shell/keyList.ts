/** Every key of the product, for those who look them up: what works everywhere, and what works where it has the focus. */
import { GLOBAL, idOf, type KeyBinding, type KeyScope } from './keymap';

type Row = readonly [keys: string, label: string];

const fixed = (group: string, ...rows: readonly Row[]): KeyBinding[] => rows.map(([keys, label]) => ({ id: `${group} ${keys}`, keys, label, group, changeable: false }));
const changeable = (group: string, scope: KeyScope, ...rows: readonly Row[]): KeyBinding[] => rows.map(([keys, label]) => ({ id: idOf(scope, keys), keys, label, group, changeable: true }));

/** Those of a canvas or a table work while it has the focus, so they cannot be pressed by accident. */
const REST: readonly KeyBinding[] = [
  ...fixed('Everywhere', ['Ctrl K', 'Search, or do something by its name'], ['/', 'Filter what is on the page'], ['F6', 'Next part of the page (Shift: the one before)'], ['Ctrl Enter', 'The main action: deploy, preview'], ['Ctrl S', 'Save a version'], ['Esc', 'Close, or choose nothing'], ['Alt ← →', 'Back and forward']),
  ...changeable('List of stacks', 'list', ['j', 'Next row'], ['k', 'Previous row'], ['x', 'Choose (Shift: up to here)'], ['u', 'Edit in the designer'], ['n', 'New stack']),
  ...fixed('List of stacks', ['Enter', 'Open'], ['→ ←', 'Fold nested stacks out and in'], ['Del', 'Delete...']),
  ...changeable('Designer', 'designer', ['a', 'Add a resource'], ['e', 'Connect to another resource; of a line: move an end'], ['n', 'Note'], ['g', 'Put into a frame (Shift: take out)'], ['c', 'Collapse or open a frame or a card'], ['f', 'Only this and what is around it'], ['b', 'Breakpoint'], ['l', 'Lay everything out'],
    ['v', 'Select'], ['h', 'Hand'], ['m', 'Overview'], ['o', 'Outline'], ['p', 'With Shift: parameters and outputs'], ['0', 'All in view'], ['.', 'What is selected in view'], ['+', 'Nearer'], ['-', 'Farther'], [']', 'Along a line'], ['[', 'Back along a line'], ['/', 'Search the palette'], ['1', 'Canvas'], ['2', 'Canvas and text'], ['3', 'Text']),
  ...fixed('Designer', ['Enter', 'Form of what is selected'], ['F2', 'Rename'], ['Del', 'Delete'], ['Ctrl Z', 'Undo'], ['Ctrl Shift Z', 'Do again'], ['Ctrl C, X, V, D', 'Copy, cut, paste, duplicate'], ['Ctrl A', 'Select all'], ['Ctrl F', 'Find on the canvas'], ['Arrows', 'To the next card (Shift: both; Ctrl: move it)'], ['Alt ↓ ↑', 'Into a nested template, and out'], ['Alt ]', 'Lines of what is selected'], ['Shift F10', 'What can be done with it'], ['Space', 'Pan while it is held'], ['F8', 'Next problem'], ['Ctrl I', 'Form'], ['Ctrl J', 'Problems and history'], ['F12', 'From a reference to its name']),
  ...fixed('Stack', ['1 to 8', 'Its views'], ['o', 'Page of the chosen resource'], ['Arrows', 'To the next resource'], ['Enter', 'Its details'], ['Space', 'Play or stop the recording, in the timeline']),
];

/** With one's own keys instead of ours. */
export function allBindingsWith(own: Readonly<Record<string, string>>): readonly KeyBinding[] {
  return [...GLOBAL, ...REST].map((binding) => (binding.changeable ? { ...binding, keys: own[binding.id] ?? binding.keys } : binding));
}
