'use client';
import { useEffect, useSyncExternalStore } from 'react';
import { createStore } from '@/components/shell/store';

/** The first things to do here, in their order. What has happened ticks itself. */
export const STEPS = ['deploy', 'design', 'preview', 'fail', 'roll-back'] as const;
export type Step = (typeof STEPS)[number];

interface Progress {
  done: readonly Step[];
  dismissed: boolean;
}

const KEY = 'hearth-first-steps';
const NOTHING: Progress = { done: [], dismissed: false };
/** Until the browser has told, nothing is shown. */
const UNKNOWN: Progress = { done: [], dismissed: true };
const store = createStore<Progress>(UNKNOWN);

/** What another tab or an older version wrote may be anything. */
function read(): Progress {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return NOTHING;
    const done: unknown = Reflect.get(kept, 'done');
    return { done: STEPS.filter((step) => Array.isArray(done) && done.includes(step)), dismissed: Reflect.get(kept, 'dismissed') === true };
  } catch {
    return NOTHING;
  }
}

function write(progress: Progress): void {
  store.set(progress);
  try {
    localStorage.setItem(KEY, JSON.stringify(progress));
  } catch {
    // Without storage the list is only as old as the page.
  }
}

export function markDone(...steps: readonly Step[]): void {
  const before = read();
  if (steps.every((step) => before.done.includes(step))) return;
  write({ ...before, done: STEPS.filter((step) => before.done.includes(step) || steps.includes(step)) });
}

export function dismissChecklist(): void {
  write({ ...read(), dismissed: true });
}

export function useChecklist(): Progress {
  useEffect(() => store.set(read()), []);
  return useSyncExternalStore(store.subscribe, store.get, () => UNKNOWN);
}

/** Ticks a step when the calling page is there and `when` holds. */
export function useDone(step: Step, when = true): void {
  useEffect(() => {
    if (when) markDone(step);
  }, [step, when]);
}

/** As if nothing had been done and sent away. */
export function resetChecklist(): void {
  write(NOTHING);
}
