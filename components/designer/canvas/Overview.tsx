'use client';
import { useEffect, useMemo, useRef, type PointerEvent } from 'react';
import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import type { NodeKey } from '@/lib/graph';
import { cn } from '@/components/ui/cn';
import { isInView } from '@/components/ui/inView';
import type { Scene } from './scene';

const WIDTH = 176;
const HEIGHT = 112;
const PADDING = 6;
/** Pixels: a canvas narrower than that has it above the bar of tools, if there is room for both. */
const BESIDE = 960;
const ENOUGH = 300;

/** The whole drawing, small, with what is in view, as long as that is not all of it: painted, so that thousands cost as little as a few. Pressing on it goes there. */
export function Overview({ scene, marked }: { scene: Scene; marked: ReadonlySet<NodeKey> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const { setCenter, getZoom } = useReactFlow();
  const beside = useStore(({ width }) => width >= BESIDE);
  const room = useStore(({ height }) => height >= ENOUGH);
  const bounds = useMemo(() => {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const { x, y, width, height } of scene.boxes.values()) [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + width), Math.max(bottom, y + height)];
    if (left > right) [left, top, right, bottom] = [0, 0, 1, 1];
    const scale = Math.min((WIDTH - PADDING * 2) / (right - left), (HEIGHT - PADDING * 2) / (bottom - top));
    return { left, top, right, bottom, scale, x: (WIDTH - (right - left) * scale) / 2 - left * scale, y: (HEIGHT - (bottom - top) * scale) / 2 - top * scale };
  }, [scene]);
  // It would cover what it shows.
  const all = useStore(({ transform, width, height }) => isInView({ x: bounds.left, y: bounds.top, width: bounds.right - bounds.left, height: bounds.bottom - bounds.top }, transform, width, height));
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const still = document.createElement('canvas');
    const ratio = Math.min(2, window.devicePixelRatio);
    for (const each of [element, still]) [each.width, each.height] = [WIDTH * ratio, HEIGHT * ratio];
    const token = (name: string) => getComputedStyle(element).getPropertyValue(name).trim();
    // Cards are painted once; with each frame only the picture of them and the view.
    const cards = () => {
      const on = still.getContext('2d');
      if (!on) return;
      on.setTransform(ratio, 0, 0, ratio, 0, 0);
      on.clearRect(0, 0, WIDTH, HEIGHT);
      const chosen: ReadonlySet<string> = marked;
      const [ink, card, around] = [token('--ink'), token('--border-strong'), token('--border')];
      for (const { key, x, y, width, height } of scene.boxes.values()) {
        on.fillStyle = chosen.has(key) ? ink : key.startsWith('frame:') ? around : card;
        on.fillRect(bounds.x + x * bounds.scale, bounds.y + y * bounds.scale, Math.max(1, width * bounds.scale), Math.max(1, height * bounds.scale));
      }
    };
    let frame = 0;
    const draw = () => {
      frame = 0;
      const { transform: [x, y, zoom], width, height } = store.getState();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, element.width, element.height);
      context.drawImage(still, 0, 0);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const [left, top, wide, high] = [bounds.x + (-x / zoom) * bounds.scale, bounds.y + (-y / zoom) * bounds.scale, (width / zoom) * bounds.scale, (height / zoom) * bounds.scale];
      context.fillStyle = token('--ink');
      context.globalAlpha = 0.08;
      context.fillRect(left, top, wide, high);
      context.globalAlpha = 1;
      context.strokeStyle = token('--ink');
      context.lineWidth = 1;
      context.strokeRect(Math.max(0.5, left), Math.max(0.5, top), Math.min(WIDTH - 1, left + wide) - Math.max(0.5, left), Math.min(HEIGHT - 1, top + high) - Math.max(0.5, top));
    };
    const soon = () => { if (frame === 0) frame = requestAnimationFrame(draw); };
    let seen = store.getState().transform;
    const unsubscribe = store.subscribe(({ transform }) => { if (transform !== seen) { seen = transform; soon(); } });
    const themes = new MutationObserver(() => { cards(); soon(); });
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    cards();
    soon();
    return () => { unsubscribe(); themes.disconnect(); cancelAnimationFrame(frame); };
  }, [store, scene, marked, bounds]);
  const go = (event: PointerEvent<HTMLDivElement>) => {
    const room = event.currentTarget.getBoundingClientRect();
    void setCenter((event.clientX - room.left - bounds.x) / bounds.scale, (event.clientY - room.top - bounds.y) / bounds.scale, { zoom: getZoom() });
  };
  return (
    <div
      role="img"
      aria-label="Overview of the drawing"
      onPointerDown={(event) => { event.stopPropagation(); event.currentTarget.setPointerCapture(event.pointerId); go(event); }}
      onPointerMove={(event) => { if (event.buttons > 0) go(event); }}
      className={cn('absolute end-3 z-5 cursor-pointer overflow-hidden rounded-md border bg-surface/95 max-lg:hidden', beside ? 'bottom-3' : 'bottom-16', ((!beside && !room) || all) && 'hidden')}
      style={{ width: WIDTH, height: HEIGHT }}
    >
      <canvas ref={canvas} className="size-full" aria-hidden />
    </div>
  );
}
