'use client';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from '@xyflow/react';
import type { NodeKey, Position } from '@/lib/graph';
import { dockPlaces, PILL_HEIGHT, PILL_WIDTH } from './geometry';
import type { Scene } from './scene';

/** Above this many cards, only those in view are elements of the page. */
export const MANY = 120;
/** Below this zoom even those are drawn on the surface: names are all that can be read, and there would be hundreds. */
const SURFACE_ZOOM = 0.7;
/** How much is kept ready around the view, and how far the view moves before that is chosen anew: a part of its size. */
const MARGIN = 0.15;
/** While the view moves, elements are neither made nor taken away: the surface shows what is missing. */
const REST_MS = 140;

/**
 * The keys that are elements of the page; null: all of them. The view is looked at in steps and when it rests, so that moving it makes nothing; a scan over
 * all boxes then takes a fraction of a millisecond for thousands.
 */
export function useMounted(scene: Scene, places: ReadonlyMap<string, Position>, docks: boolean, kept: ReadonlySet<NodeKey>, hovered: NodeKey | null): ReadonlySet<string> | null {
  const many = scene.cards.length > MANY;
  const now = useStore(({ transform: [x, y, zoom], width, height }) => {
    if (!many) return 'all';
    if (zoom < SURFACE_ZOOM) return 'none';
    const [across, down] = [(width / zoom) * MARGIN, (height / zoom) * MARGIN];
    const [left, top] = [Math.floor(-x / zoom / across), Math.floor(-y / zoom / down)];
    // A step left of the view to two steps right of it: whatever the offset within a step, a margin is there.
    return [(left - 1) * across, (top - 1) * down, (left + 2) * across + width / zoom, (top + 2) * down + height / zoom].map(Math.round).join();
  });
  const [view, setView] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setView(now), REST_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return useMemo(() => {
    if (!many) return null;
    const mounted = new Set<string>([...kept].map(scene.shownAs));
    for (const key of kept) if (!key.startsWith('resource:')) mounted.add(key);
    if (hovered !== null) mounted.add(scene.shownAs(hovered));
    if (view === 'none' || view === 'all') return mounted;
    const [left = 0, top = 0, right = 0, bottom = 0] = view.split(',').map(Number);
    const inView = (x: number, y: number, width: number, height: number): boolean => x < right && x + width > left && y < bottom && y + height > top;
    for (const { key } of scene.cards) {
      const box = scene.boxes.get(key);
      if (box && inView(box.x, box.y, box.width, box.height)) mounted.add(key);
    }
    if (docks) for (const [key, { x, y }] of dockPlaces(scene.graph, places)) if (inView(x, y, PILL_WIDTH, PILL_HEIGHT)) mounted.add(key);
    return mounted;
  }, [many, scene, places, docks, kept, hovered, view]);
}
