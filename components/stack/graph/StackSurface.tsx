'use client';
import { useCallback } from 'react';
import { FAMILIES, type Family } from '@/components/status/families';
import { tokensOf, usePaintedSurface, type View } from '@/components/ui/usePaintedSurface';
import { type PaintedCard, type PaintedLine, type Paints, paintStack } from './paint';

/** The whole graph, painted anew with each frame in which the view moves or a state changes. Must be inside the flow. */
export function StackSurface({ cards, lines }: { cards: readonly PaintedCard[]; lines: readonly PaintedLine[] }) {
  const canvas = usePaintedSurface(paintsOf, useCallback((context: CanvasRenderingContext2D, view: View, paints: Paints) => {
    paintStack(context, cards, lines, view, paints);
    context.canvas.dataset.painted = String(cards.length);
  }, [cards, lines]));
  return <canvas ref={canvas} role="img" aria-label={`${cards.length} resources, too many to be drawn one by one from here: come nearer, or see them as a list under Resources`} className="pointer-events-none absolute inset-0 size-full" />;
}

function paintsOf(element: Element): Paints {
  const { token, font } = tokensOf(element);
  const state = (family: Family): [Family, string] => [family, token(`--status-${family}`)];
  const states = { waiting: '', progress: '', done: '', failed: '', rollback: '', held: '', ...Object.fromEntries(FAMILIES.map(state)) };
  return { surface: token('--surface'), border: token('--border-strong'), ink: token('--ink'), font, states };
}
