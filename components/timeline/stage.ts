'use client';
import { createContext, useContext, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { type BarPaints, paintLane, paintsOf, type PaintedLane, type Stage } from './paintBars';

interface Painted {
  element: HTMLCanvasElement;
  context: CanvasRenderingContext2D | null;
  lane: PaintedLane;
}

/** Every painted lane of a timeline: what is shown changes for all of them at once, and none is rendered anew for it. */
export class Lanes {
  stage: Stage | null = null;
  private readonly painted = new Set<Painted>();
  private paints: BarPaints | null = null;

  /** What is shown, from now on. */
  show(stage: Stage): void {
    const before = this.stage;
    if (before !== null && before.width === stage.width && before.now === stage.now && before.window.from === stage.window.from && before.window.to === stage.window.to) return;
    this.stage = stage;
    for (const each of this.painted) this.paint(each);
  }

  add(painted: Painted): () => void {
    this.painted.add(painted);
    this.paint(painted);
    return () => void this.painted.delete(painted);
  }

  /** Colours are others now. */
  themed(): void {
    this.paints = null;
    for (const each of this.painted) this.paint(each);
  }

  private paint({ element, context, lane }: Painted): void {
    if (this.stage === null || context === null || this.stage.width === 0) return;
    this.paints ??= paintsOf(element);
    const ratio = Math.min(2, window.devicePixelRatio);
    const [width, height] = [Math.round(this.stage.width * ratio), Math.round(element.clientHeight * ratio)];
    if (element.width !== width || element.height !== height) {
      element.width = width;
      element.height = height;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintLane(context, lane, this.stage, this.paints);
  }
}

export const LanesContext = createContext<Lanes | null>(null);

/** The lanes of this timeline; shown as the page is. */
export function useLanes(stage: Stage): Lanes {
  const lanes = useMemo(() => new Lanes(), []);
  useLayoutEffect(() => lanes.show(stage));
  useEffect(() => {
    const themes = new MutationObserver(() => lanes.themed());
    themes.observe(document.documentElement, { attributes: true });
    return () => themes.disconnect();
  }, [lanes]);
  return lanes;
}

/** A surface on which a lane is painted, and what the whole timeline shows. */
export function usePaintedLane(lane: PaintedLane) {
  const lanes = useContext(LanesContext);
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => (canvas.current === null || lanes === null ? undefined : lanes.add({ element: canvas.current, context: canvas.current.getContext('2d'), lane })), [lanes, lane]);
  return { canvas, stage: () => lanes?.stage ?? null };
}
