'use client';
import { type ComponentType, type ReactNode, useDeferredValue, useEffect, useSyncExternalStore } from 'react';

/** When its code is asked for, unless somebody has asked before: with what is drawn around it, or once that is on the screen, so that it delays nothing of it. */
type When = 'at once' | 'after paint';

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
  const preload = (): void => {
    if (asked) return;
    asked = true;
    load().then((Component) => settle({ Component }), (error: unknown) => {
      asked = false;
      settle({ error });
    });
  };
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  function LazyComponent(props: Props): ReactNode {
    // What comes is made in pieces: whatever somebody does meanwhile is heard between them.
    const known = useDeferredValue(useSyncExternalStore(subscribe, () => state, () => null));
    useEffect(() => (when === 'at once' ? preload() : afterPaint(preload)), []);
    if (known === null) return waiting;
    if ('Component' in known) return <known.Component {...props} />;
    state = null;
    throw known.error;
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
export function whenIdle(run: () => void): () => void {
  const idle = 'requestIdleCallback' in window ? window.requestIdleCallback(run, { timeout: 4000 }) : setTimeout(run, 1000);
  return () => ('cancelIdleCallback' in window && typeof idle === 'number' ? window.cancelIdleCallback(idle) : clearTimeout(idle));
}
