/**
 * Which Tailwind classes set the same thing, as far as this product uses them. A library that knows all of Tailwind is as large as the code of a page; the test
 * beside this file compares with it for every pair of classes in use, and says what is missing here.
 */
const any = (): boolean => true;
const arbitrary = (value: string): boolean => value.startsWith('[') || value.startsWith('(');
const number = (value: string): boolean => /^\d/.test(value) || /^[[(]\d/.test(value);

type Value = string | ((value: string) => boolean);
type Definition = string | Readonly<Record<string, readonly Value[]>>;

/** Start and end, not left and right: a page in a language that is written from the right is the mirror of this one. */
const SIDES = ['x', 'y', 't', 'b', 's', 'e'] as const;
/** `p`, `px`, `py`, `pt`, ...: a group each. */
const sided = (prefix: string): Record<string, Definition[]> => Object.fromEntries(['', ...SIDES].map((side) => [prefix + side, [{ [prefix + side]: [any] }]]));
const each = (...prefixes: readonly string[]): Record<string, Definition[]> => Object.fromEntries(prefixes.map((prefix) => [prefix, [{ [prefix]: ['', any] }]]));

const STYLES = ['solid', 'dashed', 'dotted', 'double', 'hidden', 'none'];

const CLASS_GROUPS: Record<string, Definition[]> = {
  display: ['block', 'inline-block', 'inline', 'flex', 'inline-flex', 'grid', 'inline-grid', 'table', 'contents', 'hidden'],
  position: ['static', 'fixed', 'absolute', 'relative', 'sticky'],
  sr: ['sr-only', 'not-sr-only'],
  visibility: ['visible', 'invisible', 'collapse'],
  truncate: ['truncate'],
  break: ['break-normal', 'break-words', 'break-all', 'break-keep'],
  decoration: ['underline', 'line-through', 'no-underline'],
  italic: ['italic', 'not-italic'],
  transform: ['uppercase', 'lowercase', 'capitalize', 'normal-case'],
  numeric: ['tabular-nums', 'proportional-nums'],
  ...sided('p'), ...sided('m'),
  ...each('inset', 'inset-x', 'inset-y', 'top', 'bottom', 'left', 'start', 'end', 'z', 'size', 'w', 'h', 'min-w', 'max-w', 'min-h', 'max-h', 'gap', 'gap-x', 'gap-y', 'space-x', 'space-y', 'basis', 'grow', 'shrink', 'order'),
  ...each('items', 'justify', 'justify-self', 'self', 'content', 'columns', 'grid-cols', 'col-span', 'overflow', 'overflow-x', 'overflow-y', 'overscroll', 'whitespace', 'leading', 'tracking', 'line-clamp', 'align', 'list', 'aspect', 'object'),
  ...each('bg', 'opacity', 'cursor', 'select', 'pointer-events', 'transition', 'duration', 'ease', 'animate', 'fill', 'accent', 'origin', 'rotate', 'scale', 'translate-x', 'translate-y', 'outline-offset', 'underline-offset', 'resize', 'touch', 'will-change', 'scroll-mt', 'col-start', 'border-spacing', 'break-inside', 'translate'),
  flex: [{ flex: ['1', 'auto', 'none', 'initial', arbitrary] }],
  direction: [{ flex: ['row', 'col', 'row-reverse', 'col-reverse'] }],
  wrap: [{ flex: ['wrap', 'nowrap', 'wrap-reverse'] }],
  'text-size': [{ text: ['xs', 'sm', 'base', 'lg', 'xl', '2xl', '3xl', number] }],
  'text-align': [{ text: ['center', 'start', 'end', 'justify'] }],
  'text-wrap': [{ text: ['wrap', 'nowrap', 'balance', 'pretty'] }],
  'text-color': [{ text: [any] }],
  weight: [{ font: ['light', 'normal', 'medium', 'semibold', 'bold'] }],
  family: [{ font: [any] }],
  'decoration-style': [{ decoration: [...STYLES, 'wavy'] }],
  'decoration-color': [{ decoration: [any] }],
  rounded: [{ rounded: ['', any] }],
  ...Object.fromEntries(['t', 'b', 's', 'e', 'se'].map((corner) => [`rounded-${corner}`, [{ [`rounded-${corner}`]: ['', any] }]])),
  'border-style': [{ border: STYLES }],
  'border-w': [{ border: ['', number] }],
  'border-color': [{ border: [any] }],
  ...Object.fromEntries(SIDES.flatMap((side) => [[`border-w-${side}`, [{ [`border-${side}`]: ['', number] }]], [`border-color-${side}`, [{ [`border-${side}`]: [any] }]]])),
  'border-collapse': [{ border: ['collapse', 'separate'] }],
  'divide-y': [{ 'divide-y': ['', number] }],
  shadow: [{ shadow: ['', any] }],
  'outline-style': [{ outline: STYLES }],
  'outline-w': [{ outline: ['', number] }],
  'outline-color': [{ outline: [any] }],
  'table-layout': [{ table: ['auto', 'fixed'] }],
  'ring-w': [{ ring: ['', number] }],
  'ring-offset-w': [{ 'ring-offset': [number] }],
  'ring-offset-color': [{ 'ring-offset': [any] }],
  'ring-color': [{ ring: [any] }],
  'stroke-w': [{ stroke: [number] }],
  stroke: [{ stroke: [any] }],
};

const sides = (prefix: string, between = ''): Record<string, string[]> => ({
  [prefix]: SIDES.map((side) => prefix + between + side),
  [`${prefix}${between}x`]: ['s', 'e'].map((side) => prefix + between + side),
  [`${prefix}${between}y`]: ['t', 'b'].map((side) => prefix + between + side),
});

/** The first of each sets all that those behind it do, so it does away with them. */
export const CLASS_CONFLICTS: Record<string, readonly string[]> = {
  ...sides('p'), ...sides('m'), ...sides('border-w', '-'), ...sides('border-color', '-'),
  size: ['w', 'h'],
  inset: ['inset-x', 'inset-y', 'top', 'bottom', 'left', 'start', 'end'],
  'inset-x': ['left', 'start', 'end'],
  'inset-y': ['top', 'bottom'],
  gap: ['gap-x', 'gap-y'],
  overflow: ['overflow-x', 'overflow-y'],
  flex: ['basis', 'grow', 'shrink'],
  translate: ['translate-x', 'translate-y'],
  'text-size': ['leading'],
  'line-clamp': ['display', 'overflow'],
  rounded: ['rounded-t', 'rounded-b', 'rounded-s', 'rounded-e', 'rounded-se'],
  'rounded-e': ['rounded-se'],
};

/** The group of a class without its modifiers; null: nothing is known of it. */
export function groupOf(name: string): string | null {
  const plain = name.startsWith('-') ? name.slice(1) : name;
  const whole = BY_NAME.get(plain);
  if (whole !== undefined) return whole;
  // The longest beginning that is known: `border-t-2` is one of `border-t`, not of `border`.
  for (let dash = endOf(plain); dash > 0; dash = plain.lastIndexOf('-', dash - 1)) {
    const value = plain.slice(dash + 1);
    for (const { group, test } of BY_PREFIX.get(plain.slice(0, dash)) ?? []) if (test(value)) return group;
  }
  return null;
}

/** The last dash that is not within brackets. */
function endOf(name: string): number {
  const bracket = name.search(/[[(]/);
  return name.lastIndexOf('-', bracket < 0 ? undefined : bracket);
}

const BY_NAME = new Map<string, string>();
const BY_PREFIX = new Map<string, { group: string; test: (value: string) => boolean }[]>();
for (const [group, definitions] of Object.entries(CLASS_GROUPS)) {
  for (const definition of definitions) {
    if (typeof definition === 'string') BY_NAME.set(definition, group);
    else for (const [prefix, values] of Object.entries(definition)) for (const value of values) {
      if (value === '') BY_NAME.set(prefix, group);
      else if (typeof value === 'string') BY_NAME.set(`${prefix}-${value}`, group);
      else BY_PREFIX.set(prefix, [...(BY_PREFIX.get(prefix) ?? []), { group, test: value }]);
    }
  }
}
