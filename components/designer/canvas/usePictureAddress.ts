'use client';
import { useEffect } from 'react';
import { type Picture, writePicture } from './pictureAddress';

/** The whole page is made anew with its address: that waits until somebody rests. */
const REST_MS = 600;

/** The address says what of the drawing is shown, once that is other than at first. */
export function usePictureAddress({ lines, docks, find, focus }: Picture, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    const timer = setTimeout(() => {
      const address = new URL(window.location.href);
      writePicture(address.searchParams, { lines, docks, find, focus });
      if (address.href !== window.location.href) window.history.replaceState(window.history.state, '', address);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [lines, docks, find, focus, enabled]);
}
