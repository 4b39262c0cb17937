'use client';
import { useMedia } from './useMedia';

/** A window as wide as a telephone: tables are lists there. */
export const useNarrow = (): boolean => useMedia('(max-width: 767px)', false);
