'use client';
/** What comes by itself is put on the screen one after the other, each once that before it has been painted: together they would keep the page busy for as long as all of them take. */
import { type ReactNode, startTransition, useEffect, useState } from 'react';
import { afterPaint, type Turn, whenIdle } from './lazily';

/** Milliseconds that the next one waits at most for a moment in which nothing else is to do. */
const PATIENCE = 50;

const turns: (() => void)[] = [];
let taking = false;
let together = false;
/** Programs that were asked for, of what does not come last, and are not there. */
const onTheirWay = new Set<Promise<unknown>>();

/** Answers what to do when it is not wanted any more. */
export function inTurn(run: () => void): () => void {
  if (together) return afterPaint(run);
  let stopped = false;
  turns.push(() => { if (!stopped) run(); });
  if (!taking) {
    taking = true;
    afterPaint(next);
  }
  return () => { stopped = true; };
}

function next(): void {
  const first = turns.shift();
  if (first === undefined) {
    taking = false;
    return;
  }
  first();
  afterPaint(() => whenIdle(next, PATIENCE));
}

/** From now on all that comes waits for one frame and not for its turn: where very much is drawn frames are long, and waiting for several of them takes longer than all that comes. */
export function allAtOnce(): void {
  together = true;
  for (const run of turns.splice(0)) afterPaint(run);
}

/** For `lazily`: in the order in which their programs come. */
export const asItComes: Turn = (coming, show) => {
  onTheirWay.add(coming);
  void coming.finally(() => onTheirWay.delete(coming)).then(() => inTurn(show));
};

/** For `lazily`: after all others that are on their way then. */
export const last: Turn = (coming, show) => void coming.then(() => Promise.allSettled(onTheirWay)).then(() => inTurn(show));

/** What is within, when its turn has come. Give `waiting` the size of it. */
export function InTurn({ children, waiting = null }: { children: ReactNode; waiting?: ReactNode }): ReactNode {
  const [shown, setShown] = useState(false);
  useEffect(() => inTurn(() => startTransition(() => setShown(true))), []);
  return shown ? children : waiting;
}
