/**
 * Every key of the product and what it does, for the page of keys, for those who choose others, and for the compiler: nothing can name a key that is not here.
 * Loaded when somebody presses a key. Modifiers stand in the order Ctrl (Cmd on a Mac), Alt, Shift, before a plus; a space is between keys that are pressed one after the other.
 */
type Row = readonly [keys: string, label: string];

interface Scope {
  label: string;
  /** May be changed. */
  keys: readonly Row[];
  /** Belongs to the browser, or to buttons and fields of every page. As it is shown. */
  fixed: readonly Row[];
}

/** Those of a canvas, a table or a timeline work while it has the focus, so they cannot be pressed by accident. */
export const KEYS = {
  all: {
    label: 'Everywhere',
    keys: [
      ['Ctrl+k', 'Search, or do something by its name'], ['/', 'Filter what is on the page'], ['?', 'Show the keys'], ['[', 'Words beside the icons of the rail'], ['F6', 'Next part of the page'], ['Shift+F6', 'Part of the page before'],
      ['Ctrl+Enter', 'The main action: deploy, preview'], ['Ctrl+s', 'Save a version'],
      ['g s', 'Go to Stacks'], ['g d', 'Go to Designer'], ['g c', 'Go to Configs'], ['g h', 'Go to Hosts'], ['g e', 'Go to Environments'], ['g t', 'Go to Catalogue'], ['g a', 'Go to Activity'], ['g ,', 'Go to Settings'],
    ],
    fixed: [['Esc', 'Close, or choose nothing'], ['Tab', 'Next button or field (Shift: the one before)']],
  },
  list: {
    label: 'List of stacks',
    keys: [['j', 'Next row'], ['k', 'Row before'], ['x', 'Choose'], ['Shift+x', 'Choose all up to here'], ['u', 'Edit in the designer'], ['n', 'New stack'], ['ArrowRight', 'Fold nested stacks out'], ['ArrowLeft', 'Fold nested stacks in'], ['Delete', 'Delete...']],
    fixed: [['Enter', 'Open'], ['↓ ↑', 'Next row, row before']],
  },
  designer: {
    label: 'Designer',
    keys: [
      ['a', 'Add a resource'], ['e', 'Connect to another resource; of a line: move an end'], ['n', 'Note'], ['g', 'Put into a frame'], ['Shift+g', 'Take out of the frame'], ['c', 'Collapse or open a frame or a card'], ['f', 'Only this and what is around it'], ['b', 'Breakpoint'],
      ['F2', 'Rename'], ['Delete', 'Delete'], ['Ctrl+d', 'Duplicate'], ['Shift+F10', 'What can be done with it'], ['Ctrl+z', 'Undo'], ['Ctrl+Shift+z', 'Do again'], ['Ctrl+a', 'Select all'], ['Ctrl+f', 'Find on the canvas'],
      ['ArrowLeft', 'To the card on the left (Shift: both; Ctrl: move it)'], ['ArrowRight', 'To the card on the right'], ['ArrowUp', 'To the card above'], ['ArrowDown', 'To the card below'],
      ['Alt+ArrowDown', 'Into a nested template'], ['Alt+ArrowUp', 'Out of a nested template'], ['Alt+ArrowLeft', 'Where one looked before'], ['Alt+ArrowRight', 'Where one looked after that'],
      [']', 'Along a line'], ['[', 'Back along a line'], ['Alt+]', 'Lines of what is selected'],
      ['l', 'Lay everything out'], ['0', 'All in view'], ['.', 'What is selected in view'], ['+', 'Nearer'], ['-', 'Farther'], ['v', 'Select'], ['h', 'Hand'], ['Space', 'Pan while it is held'], ['m', 'Overview'], ['o', 'Outline'],
      ['1', 'Canvas'], ['2', 'Canvas and text'], ['3', 'Text'], ['Shift+p', 'Parameters and outputs'], ['Ctrl+i', 'Form'], ['Ctrl+j', 'Problems and history'], ['/', 'Search the palette'],
      ['F8', 'Next problem'], ['Shift+F8', 'Problem before'], ['F12', 'From a reference to its name'], ['Shift+F12', 'From a name to its references'], ['Alt+Shift+f', 'Tidy the lines of the text'],
    ],
    fixed: [['Enter', 'Form of what is selected'], ['Ctrl C, X, V', 'Copy, cut, paste'], ['Alt Enter', 'In the palette: add and connect']],
  },
  form: {
    label: 'Lists in forms',
    keys: [['Alt+ArrowUp', 'Move an item up'], ['Alt+ArrowDown', 'Move an item down'], ['Alt+ArrowLeft', 'Move an environment to the left'], ['Alt+ArrowRight', 'Move an environment to the right']],
    fixed: [],
  },
  stack: {
    label: 'Stack',
    keys: [['1', 'Graph'], ['2', 'Resources'], ['3', 'Timeline'], ['4', 'Events'], ['5', 'Logs'], ['6', 'Outputs and parameters'], ['7', 'Template and versions'], ['8', 'Activity and settings'], ['o', 'Page of the chosen resource']],
    fixed: [],
  },
  timeline: {
    label: 'Timeline',
    keys: [
      ['ArrowUp', 'Row above'], ['ArrowDown', 'Row below'], ['ArrowLeft', 'Bar before, or fold'], ['ArrowRight', 'Next bar, or unfold'], ['Shift+ArrowLeft', 'Earlier'], ['Shift+ArrowRight', 'Later'], ['+', 'Nearer'], ['-', 'Farther'], ['0', 'All in view'],
    ],
    fixed: [['Enter', 'Open the resource']],
  },
} as const satisfies Record<string, Scope>;

type Keys = typeof KEYS;

/** Where keys work. */
export type KeyScope = keyof Keys;

/** What a key does, named by where it works and our key for it. People's own keys are kept under it. Copy, cut and paste are named, and stay what they are. */
export type KeyId = 'designer:Ctrl+c' | 'designer:Ctrl+x' | 'designer:Ctrl+v' | { [S in KeyScope]: `${S}:${Keys[S]['keys'][number][0]}` }[KeyScope];
