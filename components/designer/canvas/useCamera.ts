'use client';
import { useCallback, useRef } from 'react';
import { useReactFlow, type Viewport } from '@xyflow/react';

const MOST = 50;
/** Less is the same place. */
const NEAR = 24;

/** Where the view has been: Alt with the arrows goes back and forth, as in a browser. */
export function useCamera() {
  const { setViewport } = useReactFlow();
  const been = useRef<{ views: Viewport[]; at: number; going: boolean }>({ views: [], at: -1, going: false });
  const rested = useCallback((view: Viewport) => {
    const now = been.current;
    if (now.going) { now.going = false; return; }
    const last = now.views[now.at];
    if (last && Math.abs(last.x - view.x) < NEAR && Math.abs(last.y - view.y) < NEAR && Math.abs(last.zoom - view.zoom) < 0.02) return;
    now.views = [...now.views.slice(Math.max(0, now.at + 2 - MOST), now.at + 1), view];
    now.at = now.views.length - 1;
  }, []);
  const go = useCallback((step: -1 | 1): boolean => {
    const now = been.current;
    const view = now.views[now.at + step];
    if (!view) return false;
    now.at += step;
    now.going = true;
    void setViewport(view, { duration: 150 });
    return true;
  }, [setViewport]);
  return { rested, go };
}
