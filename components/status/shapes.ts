import type { Family } from './families';

/** The silhouettes and signs of `StatusIcon` as paths, on the same grid of 16 units, for surfaces that are painted. */
export const SHAPES: Readonly<Record<Family, { outline: string; solid: boolean; sign: string }>> = {
  waiting: { outline: 'M1.8 8a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0', solid: false, sign: '' },
  progress: { outline: 'M8 1.6A6.4 6.4 0 1 1 1.6 8', solid: false, sign: 'M8 5.7v4.6M5.7 8h4.6' },
  done: { outline: 'M1 8a7 7 0 1 0 14 0a7 7 0 1 0-14 0', solid: true, sign: 'm5 8.3 2.1 2.1L11.2 6' },
  failed: { outline: 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z', solid: true, sign: 'm5.7 5.7 4.6 4.6m0-4.6-4.6 4.6' },
  rollback: { outline: 'M0.8 8 5.6 1.4h9.2v13.2H5.6Z', solid: true, sign: 'M7.2 5 4.9 7.3l2.3 2.3M5.2 7.3h4.2a2.1 2.1 0 0 1 0 4.2H8.2' },
  held: { outline: 'M8 0.4 15.6 8 8 15.6 0.4 8Z', solid: true, sign: 'M6.7 6v4M9.3 6v4' },
};
