'use client';
import { type RefObject, useEffect, useRef } from 'react';
import { useStoreApi } from '@xyflow/react';

/** What part of the drawing is seen: where its origin is and how large the surface is, in pixels on the screen. */
export interface View {
  x: number;
  y: number;
  zoom: number;
  width: number;
  height: number;
}

/**
 * A canvas over the whole flow, painted anew with each frame in which the view moves, the theme changes, or something else is to be painted. Must be inside
 * the flow. Sharp on fine screens, up to two pixels for one.
 *
 * @param paintsOf colours and fonts as they are now; read again with another theme
 * @param paint must stay the same as long as what it paints does
 */
export function usePaintedSurface<Paints>(paintsOf: (element: Element) => Paints, paint: (context: CanvasRenderingContext2D, view: View, paints: Paints) => void): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
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
      paint(context, { x, y, zoom, width, height }, paints);
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
  }, [store, paintsOf, paint]);
  return canvas;
}

/** Reads the theme's tokens where the element stands. */
export function tokensOf(element: Element): { token: (name: string) => string; font: string } {
  const style = getComputedStyle(element);
  return { token: (name) => style.getPropertyValue(name).trim(), font: style.fontFamily };
}
