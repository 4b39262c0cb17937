'use client';
import { useEffect, useMemo, useRef } from 'react';
import { useStoreApi } from '@xyflow/react';
import type { NodeKey } from '@/lib/graph';
import type { Routes } from './lines';
import { linesOf, paint, type Paints } from './paint';
import type { Scene } from './scene';
import type { Shown } from './useCanvasView';

export interface SurfaceProps {
  scene: Scene;
  routes: Routes;
  marked: ReadonlySet<NodeKey>;
  mounted: ReadonlySet<string>;
  lit: ReadonlySet<NodeKey> | null;
  shown: Shown;
}

/** Everything that is not an element of the page, painted anew with each frame in which the view moves. */
export function Surface({ scene, routes, marked, mounted, lit, shown }: SurfaceProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const lines = useMemo(() => linesOf(scene, routes, shown), [scene, routes, shown]);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    let paints = paintsOf(element);
    let frame = 0;
    const draw = () => {
      frame = 0;
      const { transform: [x, y, zoom], width, height } = store.getState();
      const ratio = Math.min(2, window.devicePixelRatio);
      if (element.width !== Math.round(width * ratio) || element.height !== Math.round(height * ratio)) {
        element.width = Math.round(width * ratio);
        element.height = Math.round(height * ratio);
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint(context, { scene, lines, marked, mounted, lit }, { x, y, zoom, width, height }, paints);
    };
    const soon = () => { if (frame === 0) frame = requestAnimationFrame(draw); };
    let seen = store.getState();
    const unsubscribe = store.subscribe((state) => {
      if (state.transform === seen.transform && state.width === seen.width && state.height === seen.height) return;
      seen = state;
      soon();
    });
    const themes = new MutationObserver(() => { paints = paintsOf(element); soon(); });
    themes.observe(document.documentElement, { attributes: true });
    soon();
    return () => { unsubscribe(); themes.disconnect(); cancelAnimationFrame(frame); };
  }, [store, scene, lines, marked, mounted, lit]);
  return <canvas ref={canvas} aria-hidden className="pointer-events-none absolute inset-0 size-full" />;
}

function paintsOf(element: Element): Paints {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return { surface: token('--surface'), border: token('--border-strong'), ink: token('--ink'), muted: token('--muted'), failed: token('--status-failed') || token('--color-status-failed'), font: style.fontFamily };
}
