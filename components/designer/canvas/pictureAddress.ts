/** The part of an address that says what of a drawing is shown, beside where one looks: a link shows somebody else the same picture. What is as it is at first is not written. */
import type { NodeKey } from '@/lib/graph';
import { isNodeKey } from './handles';
import { FIRST_LINES, type Focus, LINES, type Shown } from './shownLines';

export interface Picture {
  lines: Shown;
  /** Parameters and outputs stand beside the drawing. */
  docks: boolean;
  /** What is looked for; null: nothing is. */
  find: string | null;
  focus: Focus | null;
}

const SEPARATOR = '~';

/** Puts it into the parameters of an address. */
export function writePicture(address: URLSearchParams, { lines, docks, find, focus }: Picture): void {
  const put = (name: string, value: string): void => { if (value === '') address.delete(name); else address.set(name, value); };
  put('lines', LINES.filter(({ id }) => lines[id] !== FIRST_LINES[id]).map(({ id }) => `${id}-${lines[id]}`).join('.'));
  put('docks', docks ? '' : 'off');
  put('find', find?.trim() ?? '');
  put('focus', focus === null ? '' : [focus.needs, focus.needed, ...focus.on].join(SEPARATOR));
}

/** What an address says of it; what it does not say is not there. */
export function readPicture(address: URLSearchParams): Partial<Picture> {
  const [lines, find] = [linesIn(address.get('lines')), address.get('find')];
  const focus = focusIn(address.get('focus'));
  return { ...(lines === null ? {} : { lines }), ...(address.get('docks') === 'off' ? { docks: false } : {}), ...(find === null || find === '' ? {} : { find }), ...(focus === null ? {} : { focus }) };
}

function linesIn(text: string | null): Shown | null {
  if (text === null) return null;
  const said = new Map(text.split('.').map((part) => { const [id = '', how = ''] = part.split('-'); return [id, how]; }));
  return { ...FIRST_LINES, ...Object.fromEntries(LINES.flatMap(({ id }) => { const how = said.get(id); return how === 'all' || how === 'near' || how === 'none' ? [[id, how]] : []; })) };
}

function focusIn(text: string | null): Focus | null {
  const [needs, needed, ...on] = text?.split(SEPARATOR) ?? [];
  const keys = on.filter((key): key is NodeKey => isNodeKey(key));
  const steps = [needs, needed].map((step) => (step !== undefined && /^\d{1,3}$/.test(step) ? Number(step) : null));
  return keys.length === 0 || steps[0] === null || steps[1] === null || steps[0] === undefined || steps[1] === undefined ? null : { on: keys, needs: steps[0], needed: steps[1] };
}
