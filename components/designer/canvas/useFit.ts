'use client';
import { useCallback } from 'react';
import { getViewportForBounds, useReactFlow, useStoreApi } from '@xyflow/react';
import type { NodeKey } from '@/lib/graph';
import type { Scene } from './scene';
import { MANY } from './useMounted';

/** Below there is the bar of tools. */
/** What the toolbar of the canvas takes from below, and some air, in pixels. */
export const UNDER_TOOLBAR = 64;
export const FIT = { maxZoom: 1, padding: { x: '48px', top: '40px', bottom: `${UNDER_TOOLBAR + 12}px` } } as const;
const FURTHEST = 0.05;

/** Brings all of the drawing into view, or the cards named. Of a large one most cards are no elements of the page: their places are what counts. */
export function useFit(scene: Scene): (options?: { duration?: number; only?: readonly NodeKey[] }) => Promise<boolean> {
  const { fitView, setViewport } = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    ({ duration = 0, only } = {}) => {
      const keys = only?.map((key) => scene.shownAs(key));
      if (scene.cards.length <= MANY) return fitView({ ...FIT, duration, ...(keys ? { nodes: keys.map((id) => ({ id })) } : {}) });
      const boxes = [...scene.boxes].filter(([key]) => keys === undefined || keys.includes(key)).map(([, box]) => box);
      if (boxes.length === 0) return Promise.resolve(false);
      let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
      for (const { x, y, width, height } of boxes) {
        left = Math.min(left, x);
        top = Math.min(top, y);
        right = Math.max(right, x + width);
        bottom = Math.max(bottom, y + height);
      }
      const { width, height } = store.getState();
      return setViewport(getViewportForBounds({ x: left, y: top, width: right - left, height: bottom - top }, width, height, FURTHEST, FIT.maxZoom, FIT.padding), { duration });
    },
    [scene, fitView, setViewport, store],
  );
}
