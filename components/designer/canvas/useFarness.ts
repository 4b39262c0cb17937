import { useStore } from '@xyflow/react';

/** How far away the drawing is: `near` shows everything, the others names only, in letters that stay readable. */
export type Farness = 'near' | 'far' | 'farther' | 'farthest';

export function useFarness(): Farness {
  return useStore(({ transform: [, , zoom] }) => (zoom >= 0.55 ? 'near' : zoom >= 0.4 ? 'far' : zoom >= 0.28 ? 'farther' : 'farthest'));
}
