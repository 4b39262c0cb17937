'use client';
import { type ComponentType, type ReactNode, startTransition, useDeferredValue, useEffect, useState, useSyncExternalStore } from 'react';

/** When its code is asked for, unless somebody has asked before: with what is drawn around it, once that is on the screen, so that it delays nothing of it, or in a moment in which nothing else is to do. */
type When = 'at once' | 'after paint' | 'when idle';

/** A component whose code comes when it is wanted. `preload` asks for it before: on hover, in an idle moment. */
export type Lazy<Props> = ComponentType<Props> & { preload: () => void };

/**
 * Once its code is here it is drawn at once, without a moment of `waiting` between: tabs that were come near to do not flicker. Give `waiting` the size of what
 * will come. Code that cannot be loaded is an error of the page around it; the next attempt asks again.
 */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>, waiting: ReactNode = null, when: When = 'at once'): Lazy<Props> {
  let asked = false;
  let state: { Component: ComponentType<Props> } | { error: unknown } | null = null;
  const listeners = new Set<() => void>();
  const settle = (next: typeof state): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  /** Somebody wants it: then it waits for nothing. */
  let wanted = false;
  let coming: ComponentType<Props> | null = null;
  const take = (): void => { if (coming !== null && state === null) settle({ Component: coming }); };
  const ask = (): void => {
    if (asked) return;
    asked = true;
    const loading = load().then((Component) => {
      coming = Component;
      if (wanted) take();
      else inTurn(take);
    }, (error: unknown) => {
      asked = false;
      settle({ error });
    }).finally(() => onTheirWay.delete(loading));
    onTheirWay.add(loading);
  };
  const preload = (): void => {
    wanted = true;
    ask();
    take();
  };
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const fail = (error: unknown): never => {
    state = null;
    throw error;
  };
  function LazyComponent(props: Props): ReactNode {
    // What comes is made in pieces: whatever somebody does meanwhile is heard between them.
    const known = useDeferredValue(useSyncExternalStore(subscribe, () => state, () => null));
    useEffect(() => (when === 'at once' ? preload() : when === 'after paint' ? afterPaint(ask) : last(ask)), []);
    if (known === null) return waiting;
    if ('Component' in known) return <known.Component {...props} />;
    return fail(known.error);
  }
  return Object.assign(LazyComponent, { preload });
}

/** Programs that were asked for and are not there. */
const onTheirWay = new Set<Promise<void>>();
const turns: (() => void)[] = [];
let taking = false;
/** Milliseconds that the next one waits at most for a moment in which nothing else is to do. */
const PATIENCE = 200;

/** What comes by itself is put on the screen one after the other, each once that before it has been painted: together they would keep the page busy for as long as all of them take. */
export function inTurn(run: () => void): () => void {
  let stopped = false;
  turns.push(() => { if (!stopped) run(); });
  begin();
  return () => { stopped = true; };
}

function begin(): void {
  if (taking) return;
  taking = true;
  const next = (): void => {
    const first = turns.shift();
    if (first === undefined) { taking = false; return; }
    first();
    afterPaint(() => whenIdle(next, PATIENCE));
  };
  afterPaint(next);
}

/** After all that is on its way, in a moment in which nothing else is to do. */
function last(run: () => void): () => void {
  let stopped = false;
  let stop = afterPaint(() => {
    stop = whenIdle(() => void Promise.allSettled(onTheirWay).then(() => { if (!stopped) stop = inTurn(run); }));
  });
  return () => {
    stopped = true;
    stop();
  };
}

/** What is within, when its turn has come. Give `waiting` the size of it. */
export function InTurn({ children, waiting = null }: { children: ReactNode; waiting?: ReactNode }): ReactNode {
  const [shown, setShown] = useState(false);
  useEffect(() => inTurn(() => startTransition(() => setShown(true))), []);
  return shown ? children : waiting;
}

/** Runs once what was rendered is on the screen, at the end of the frame after its own; at once where there is no screen to wait for. */
export function afterPaint(run: () => void): () => void {
  if (document.hidden) {
    run();
    return () => undefined;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = requestAnimationFrame(() => { frame = requestAnimationFrame(() => { timer = setTimeout(run); }); });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** Runs in a moment in which the page has nothing else to do, once it has loaded. */
export function whenIdle(run: () => void, within = 4000): () => void {
  const idle = 'requestIdleCallback' in window ? window.requestIdleCallback(run, { timeout: within }) : setTimeout(run, within / 4);
  return () => ('cancelIdleCallback' in window && typeof idle === 'number' ? window.cancelIdleCallback(idle) : clearTimeout(idle));
}
