'use client';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useStoreApi, type Viewport } from '@xyflow/react';
import { lookingFrom, VIEW_PARAMETER, writtenView } from './viewAddress';

/** The whole page is made anew with its address: that waits until somebody rests. */
const REST_MS = 600;

/** The address says where somebody looks, once they have moved the view; as long as all is in view it says nothing. `fitted`: the viewport that shows all, as text. */
export function useViewAddress(fitted: RefObject<string | null>, enabled: boolean): (viewport: Viewport) => void {
  const store = useStoreApi();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback((viewport: Viewport) => {
    clearTimeout(timer.current);
    if (!enabled) return;
    timer.current = setTimeout(() => {
      const { width, height } = store.getState();
      const address = new URL(window.location.href);
      if (fitted.current === null || fitted.current === JSON.stringify(viewport)) address.searchParams.delete(VIEW_PARAMETER);
      else address.searchParams.set(VIEW_PARAMETER, writtenView(lookingFrom(viewport, { width, height })));
      if (address.href !== window.location.href) window.history.replaceState(window.history.state, '', address);
    }, REST_MS);
  }, [store, fitted, enabled]);
}
