'use client';
import { useEffect, useSyncExternalStore } from 'react';
import { STEPS_KEY as KEY } from '@/components/shell/preferencesScript';
import { createStore } from '@/components/shell/store';

/** The first things to do here, in their order. What has happened ticks itself. */
export const STEPS = ['deploy', 'design', 'preview', 'fail', 'roll-back'] as const;
export type Step = (typeof STEPS)[number];

interface Progress {
  done: readonly Step[];
  dismissed: boolean;
}

const NOTHING: Progress = { done: [], dismissed: false };
/** What was written since the page is open; null while nothing was. */
const store = createStore<Progress | null>(null);

/** What another tab or an older version wrote may be anything. */
function read(): Progress {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof stored !== 'object' || stored === null) return NOTHING;
    const done: unknown = Reflect.get(stored, 'done');
    return { done: STEPS.filter((step) => Array.isArray(done) && done.includes(step)), dismissed: Reflect.get(stored, 'dismissed') === true };
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

let kept: Progress | null = null;

function current(): Progress {
  return store.get() ?? (kept ??= read());
}

export function useChecklist(): Progress {
  // What the browser keeps is not known where the page is made: there it is as for somebody new, and the style of the root hides what was sent away.
  return useSyncExternalStore(store.subscribe, current, () => NOTHING);
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
  delete document.documentElement.dataset.steps;
}
