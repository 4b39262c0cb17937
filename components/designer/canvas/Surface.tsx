'use client';
import { useCallback, useMemo } from 'react';
import type { NodeKey } from '@/lib/graph';
import { tokensOf, usePaintedSurface, type View } from '@/components/ui/usePaintedSurface';
import type { Routes } from './lines';
import { linesOf, paint, type Paints } from './paint';
import type { Scene } from './scene';
import type { Shown } from './shownLines';

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
  const lines = useMemo(() => linesOf(scene, routes, shown), [scene, routes, shown]);
  const canvas = usePaintedSurface(paintsOf, useCallback((context: CanvasRenderingContext2D, view: View, paints: Paints) => paint(context, { scene, lines, marked, mounted, lit }, view, paints), [scene, lines, marked, mounted, lit]));
  return <canvas ref={canvas} aria-hidden className="pointer-events-none absolute inset-0 size-full" />;
}

function paintsOf(element: Element): Paints {
  const { token, font } = tokensOf(element);
  return { surface: token('--surface'), border: token('--border-strong'), ink: token('--ink'), muted: token('--muted'), failed: token('--status-failed') || token('--color-status-failed'), font };
}
