'use client';
import { type ComponentType, type ReactNode, useDeferredValue, useEffect, useSyncExternalStore } from 'react';

/** What comes by itself, but not with what is drawn around it: takes what is on its way, and shows it when its turn has come. See `turns.tsx`. */
export type Turn = (coming: Promise<unknown>, show: () => void) => void;

/** A component whose code comes when it is wanted. `preload` asks for it before: on hover, in an idle moment. */
export type Lazy<Props> = ComponentType<Props> & { preload: () => void };

/**
 * Once its code is here it is drawn at once, without a moment of `waiting` between: tabs that were come near to do not flicker. Give `waiting` the size of what
 * will come. Code that cannot be loaded is an error of the page around it; the next attempt asks again.
 */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>, waiting: ReactNode = null, turn: Turn | null = null): Lazy<Props> {
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
      if (wanted || turn === null) take();
    }, (error: unknown) => {
      asked = false;
      settle({ error });
    });
    turn?.(loading, take);
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
    useEffect(() => (turn === null ? ask() : afterPaint(ask)), []);
    if (known === null) return waiting;
    if ('Component' in known) return <known.Component {...props} />;
    return fail(known.error);
  }
  return Object.assign(LazyComponent, { preload });
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
