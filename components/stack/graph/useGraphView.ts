'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'next/navigation';
import type { Playback } from '@/components/live/usePlayback';
import { VIEW_PARAMETER } from '@/components/ui/viewAddress';
import { MOMENT_PARAMETER, readGraph, writtenGraph } from './graphAddress';
import type { GraphView } from './graphView';

/** The whole page is made anew with its address: that waits until somebody rests. */
const REST_MS = 400;

/** What of the graph is shown. It comes from the address and goes there, the moment of a replay too. */
export function useGraphView({ moment, playing }: Pick<Playback, 'moment' | 'playing'>): [GraphView, (change: Partial<GraphView>) => void] {
  const params = useSearchParams();
  const [view, setView] = useState(() => readGraph(params));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (playing) return;
    timer.current = setTimeout(() => inAddress({ ...writtenGraph(view), [MOMENT_PARAMETER]: moment === null ? null : String(Math.round(moment)) }), REST_MS);
    return () => clearTimeout(timer.current);
  }, [view, moment, playing]);
  const change = useCallback((to: Partial<GraphView>) => {
    // Versions have places of their own.
    if (to.overlay !== undefined) inAddress({ [VIEW_PARAMETER]: null });
    setView((before) => ({ ...before, ...to }));
  }, []);
  return [view, change];
}

function inAddress(parameters: Readonly<Record<string, string | null>>): void {
  const address = new URL(window.location.href);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  if (address.href !== window.location.href) window.history.replaceState(window.history.state, '', address);
}
