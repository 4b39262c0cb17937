/** How the parts of a text look. Colour means state in Hearth, so they are told apart by weight and shade. */
export const SHADES = {
  name: { color: 'var(--ink)', fontWeight: '600' },
  comment: { color: 'var(--faint)', fontStyle: 'italic' },
  value: { color: 'var(--muted)' },
  mark: { color: 'var(--faint)' },
  word: { color: 'var(--muted)', fontWeight: '600' },
} as const;

export type Shade = keyof typeof SHADES;
