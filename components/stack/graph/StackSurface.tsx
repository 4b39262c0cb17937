'use client';
import { useEffect, useRef } from 'react';
import { useStoreApi } from '@xyflow/react';
import { FAMILIES, type Family } from '@/components/status/families';
import { type PaintedCard, type PaintedLine, type Paints, paintStack } from './paint';

/** The whole graph, painted anew with each frame in which the view moves or a state changes. Must be inside the flow. */
export function StackSurface({ cards, lines }: { cards: readonly PaintedCard[]; lines: readonly PaintedLine[] }) {
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
      paintStack(context, cards, lines, { x, y, zoom, width, height }, paints);
      element.dataset.painted = String(cards.length);
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
  }, [store, cards, lines]);
  return <canvas ref={canvas} role="img" aria-label={`${cards.length} resources, too many to be drawn one by one from here: come nearer, or see them as a list under Resources`} className="pointer-events-none absolute inset-0 size-full" />;
}

function paintsOf(element: Element): Paints {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const state = (family: Family): [Family, string] => [family, token(`--status-${family}`)];
  const states = { waiting: '', progress: '', done: '', failed: '', rollback: '', held: '', ...Object.fromEntries(FAMILIES.map(state)) };
  return { surface: token('--surface'), border: token('--border-strong'), ink: token('--ink'), font: style.fontFamily, states };
}
