/** What of a drawing somebody has shown or hidden. */
import type { NodeKey } from '@/lib/graph';

/** Kinds of lines, as the legend names them. */
export const LINES = [
  { id: 'value', label: 'Values', about: 'a property takes a value of the other' },
  { id: 'order', label: 'Order only', about: 'it comes after the other' },
  { id: 'deploy', label: 'Deployed to', about: 'a config, to the server that runs it' },
  { id: 'faint', label: 'Parameters and outputs', about: 'of what is selected, or of everything' },
  { id: 'implied', label: 'Implied order', about: 'kept without being written: a port after its subnets' },
] as const;
export type LineKind = (typeof LINES)[number]['id'];

/** Kinds of which those near what is selected are enough, until somebody asks for all. */
export const NEAR_FIRST: ReadonlySet<LineKind> = new Set(['faint', 'implied']);

/** How lines of a kind are shown; `near`: of what is selected or under the pointer. */
export type Shown = Readonly<Record<LineKind, 'all' | 'near' | 'none'>>;

export const FIRST_LINES: Shown = { value: 'all', order: 'all', deploy: 'all', faint: 'near', implied: 'near' };

/** What is in focus, and how many steps around it are shown. */
export interface Focus {
  on: readonly NodeKey[];
  needs: number;
  needed: number;
}
