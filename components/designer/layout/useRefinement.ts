'use client';
import { useEffect, useRef, useState } from 'react';
import { positionOf } from '@/lib/graph';
import { cards } from '../canvas/geometry';
import type { DesignerSession, Snapshot } from '../document/session';
import { refined } from './refine';

/** As many cards have to come at once for the drawing to be another one: a template that is opened, or pasted as a whole. */
const ANOTHER = 3;

/**
 * Looks for better places for a drawing that is new, in which nobody has put a card anywhere. What people placed, or have laid hands on, does not move.
 * True until they are found, or it is known that there are none.
 */
export function useRefinement(session: DesignerSession, { analysis: { graph }, layout }: Snapshot): boolean {
  const seen = useRef<ReadonlySet<string>>(new Set());
  const run = useRef(0);
  const [busy, setBusy] = useState(true);
  useEffect(() => () => { run.current += 1; }, []);
  useEffect(() => {
    const keys = cards(graph).map(({ key }) => key);
    const fresh = keys.filter((key) => !seen.current.has(key)).length;
    const first = run.current === 0;
    seen.current = new Set(keys);
    const another = fresh >= Math.max(ANOTHER, keys.length / 2) && keys.every((key) => positionOf(layout[key]) === null);
    if (!another && !first) return;
    run.current += 1;
    const mine = run.current;
    const found = another ? nextPaint().then(() => refined(graph)) : Promise.resolve(null);
    void found.then((places) => {
      if (mine !== run.current) return;
      if (places !== null) session.suggest(places);
      setBusy(false);
    });
  }, [session, graph, layout]);
  return busy;
}

/** First the page is painted with the quick places. */
function nextPaint(): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, 50); });
}
