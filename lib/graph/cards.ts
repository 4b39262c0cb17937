/** Cards of a drawing: how large they are, and how far from each other. */

// A type and not an interface, so that it is JSON.
export type Position = { x: number; y: number };

/** A resource and the names of what it requires. */
export interface Requiring {
  name: string;
  requires: readonly string[];
}

/** A node of a size of its own, by key. */
export interface Sized extends Requiring {
  height: number;
}

export const NODE_WIDTH = 208;
export const NODE_HEIGHT = 60;
/** Between a card and what requires it. */
export const GAP_X = 72;
export const GAP_Y = 24;
/** Width to height of what drawings are looked at in: beside a palette and above a text they have less height than on a page of their own. */
export const SHAPE = 2;
/** Made once: comparing with a locale each time takes most of the time of a layout. */
export const byName = new Intl.Collator('en', { numeric: true }).compare;
