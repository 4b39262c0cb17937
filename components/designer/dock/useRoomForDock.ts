'use client';
import { useMedia } from '@/components/ui/useMedia';

/**
 * Whether the window is high enough for the panel below the drawing; in lower ones the drawing has its room until somebody opens the panel. Null until the page
 * is alive: the class of the panel decides meanwhile, and says the same.
 */
export const useRoomForDock = (): boolean | null => useMedia('(min-height: 880px)', null);
