/** What keys mean: ours, and instead of them those that somebody has chosen. Pure but for `pageKey` and `standardKey`, which ask for the person's. */
import { KEYS, type KeyId, type KeyScope } from './keymapTable';
import { preferencesNow } from './preferences';

export type Own = Readonly<Record<string, string>>;

/** Something that keys do. */
export interface KeyBinding {
  id: string;
  scope: KeyScope;
  keys: string;
  label: string;
}

/** What of an event says which keys are down; React's have it, too. */
export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  getModifierState?: (modifier: 'AltGraph') => boolean;
}

const BINDINGS: readonly KeyBinding[] = Object.entries(KEYS).flatMap(([scope, { keys }]) => keys.map(([each, label]): KeyBinding => ({ id: `${scope}:${each}`, scope: asScope(scope), keys: each, label })));
const KNOWN: ReadonlySet<string> = new Set(BINDINGS.map(({ id }) => id));

function asScope(name: string): KeyScope {
  for (const scope of ['all', 'list', 'designer', 'form', 'stack'] as const) if (scope === name) return scope;
  return 'timeline';
}

/** With one's own keys instead of ours. */
export function bindingsWith(own: Own): readonly KeyBinding[] {
  return BINDINGS.map((binding) => ({ ...binding, keys: own[binding.id] ?? binding.keys }));
}

/** The pressed keys as the table writes them; empty while only modifiers are down. Shift counts where it does not make the character. */
export function chordOf(press: Press): string {
  if (/^(Control|Shift|Alt|AltGraph|Meta|CapsLock|Dead|Process|Unidentified)$/.test(press.key)) return '';
  // AltGr writes characters such as [ on many keyboards, and looks like Ctrl and Alt.
  const written = press.getModifierState?.('AltGraph') === true;
  const alt = press.altKey && !written;
  // On a Mac, Alt makes other characters of the same keys.
  const plain = alt && press.key.length === 1 ? /^(?:Key|Digit)(.)$/.exec(press.code)?.[1] ?? { BracketLeft: '[', BracketRight: ']' }[press.code] ?? press.key : press.key;
  const key = plain === ' ' ? 'Space' : plain.length === 1 ? plain.toLowerCase() : plain;
  const shift = press.shiftKey && (key.length > 1 || key !== key.toUpperCase());
  return `${(press.ctrlKey && !written) || press.metaKey ? 'Ctrl+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
}

/** Which of our keys pressed ones stand for, there: themselves, unless somebody has chosen others for what they do. Null for nothing. Whoever moves an arrow moves it with every modifier. */
export function standardKeyWith(own: Own, scope: KeyScope, pressed: string): string | null {
  const chosen = Object.keys(own).filter((id) => id.startsWith(`${scope}:`) && KNOWN.has(id));
  const standardOf = (keys: string): string | undefined => chosen.find((id) => own[id] === keys)?.slice(scope.length + 1);
  const exact = standardOf(pressed);
  if (exact !== undefined) return exact;
  if (own[`${scope}:${pressed}`] !== undefined) return null;
  if (KNOWN.has(`${scope}:${pressed}`)) return pressed;
  const [, modifiers = '', bare = pressed] = /^((?:(?:Ctrl|Alt|Shift)\+)*)(.+)$/.exec(pressed) ?? [];
  const arrow = standardOf(bare);
  if (arrow?.startsWith('Arrow')) return modifiers + arrow;
  return bare.startsWith('Arrow') && own[`${scope}:${bare}`] !== undefined ? null : pressed;
}

/** For what has the focus. */
export const standardKey = (scope: KeyScope, press: Press): string | null => {
  const pressed = chordOf(press);
  return pressed === '' ? null : standardKeyWith(preferencesNow().keys, scope, pressed);
};

/** For listeners of the whole page: what is typed, or meant for a widget of its own, is none of theirs; single characters can be turned off. */
export function pageKeys(event: KeyboardEvent): string | null {
  const pressed = chordOf(event);
  if (pressed === '' || event.defaultPrevented) return null;
  if (isPlain(pressed) && (isTyping(event.target) || (isSingle(pressed) && preferencesNow().singleKeys === 'off'))) return null;
  return pressed;
}

export function pageKey(scope: KeyScope, event: KeyboardEvent): string | null {
  const pressed = pageKeys(event);
  return pressed === null ? null : standardKeyWith(preferencesNow().keys, scope, pressed);
}

/** Without Ctrl or Alt, and no function key: a field may want it. */
export const isPlain = (keys: string): boolean => !/Ctrl\+|Alt\+|F\d/.test(keys);

/** A character alone, or with Shift. */
export const isSingle = (keys: string): boolean => /^(Shift\+)?.( |$)/.test(keys);

/** What works everywhere and is done by a key, or two pressed one after the other, as our keys for it; null for nothing. */
export function actionOf(own: Own, before: string | null, pressed: string): { done: string } | { pending: string } | null {
  const everywhere = bindingsWith(own).filter(({ scope }) => scope === 'all');
  const exact = (before === null ? undefined : everywhere.find(({ keys }) => keys === `${before} ${pressed}`)) ?? everywhere.find(({ keys }) => keys === pressed);
  if (exact) return { done: exact.id.slice('all:'.length) };
  return everywhere.some(({ keys }) => keys.startsWith(`${pressed} `)) ? { pending: pressed } : null;
}

/** Another binding that would be pressed with the same keys, or whose first key they are: of the same place, or one that works everywhere with every focus. */
export function takenBy(bindings: readonly KeyBinding[], id: string, keys: string): KeyBinding | null {
  const scope = bindings.find((binding) => binding.id === id)?.scope;
  return bindings.find((binding) => {
    if (binding.id === id) return false;
    if (binding.scope !== scope && (isPlain(keys) || (binding.scope !== 'all' && scope !== 'all'))) return false;
    return binding.keys === keys || binding.keys.startsWith(`${keys} `) || keys.startsWith(`${binding.keys} `);
  }) ?? null;
}

/** The arrow among keys, with its modifiers. */
export function arrowOf(keys: string): { direction: 'left' | 'right' | 'up' | 'down'; ctrl: boolean; alt: boolean; shift: boolean } | null {
  const [, ctrl, alt, shift, name] = /^(Ctrl\+)?(Alt\+)?(Shift\+)?Arrow(Left|Right|Up|Down)$/.exec(keys) ?? [];
  const direction = name === 'Left' ? 'left' : name === 'Right' ? 'right' : name === 'Up' ? 'up' : name === 'Down' ? 'down' : null;
  return direction === null ? null : { direction, ctrl: ctrl !== undefined, alt: alt !== undefined, shift: shift !== undefined };
}

/** Whether a key pressed there is text, or is meant for a widget of its own. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || isTextField(target) || target.closest('[role="dialog"],[role="menu"],[role="listbox"],.cm-editor') !== null);
}

function isTextField(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement ? !/^(checkbox|radio|button|submit|file|range)$/.test(target.type) : /^(TEXTAREA|SELECT)$/.test(target.tagName);
}

export type { KeyId, KeyScope };
