'use client';
import { useCallback, useState } from 'react';

/** What part of the time is shown, in milliseconds since 1970. */
export interface TimeWindow {
  from: number;
  to: number;
}

export interface TimeWindowControls {
  window: TimeWindow;
  /** True while everything is shown; the window then grows with what happens. */
  fitted: boolean;
  fit: () => void;
  /** Zooms by a factor about a point (0 left, 1 right). */
  zoom: (factor: number, about?: number) => void;
  /** Moves by a share of the width. */
  pan: (share: number) => void;
  /** Shows just this part. */
  show: (part: TimeWindow) => void;
}

const SHORTEST = 200;

export function useTimeWindow(whole: TimeWindow): TimeWindowControls {
  const [chosen, setChosen] = useState<TimeWindow | null>(null);
  const window = chosen ?? whole;
  const zoom = useCallback(
    (factor: number, about = 0.5) => setChosen((before) => {
      const { from, to } = before ?? whole;
      const width = Math.max(SHORTEST, (to - from) / factor);
      if (width >= whole.to - whole.from) return null;
      const at = from + (to - from) * about;
      return clamp({ from: at - width * about, to: at + width * (1 - about) }, whole);
    }),
    [whole],
  );
  const pan = useCallback(
    (share: number) => setChosen((before) => {
      if (before === null) return null;
      const by = (before.to - before.from) * share;
      return clamp({ from: before.from + by, to: before.to + by }, whole);
    }),
    [whole],
  );
  const show = useCallback(
    (part: TimeWindow) => {
      const spare = Math.max(0, SHORTEST - (part.to - part.from)) / 2;
      setChosen(clamp({ from: part.from - spare, to: part.to + spare }, whole));
    },
    [whole],
  );
  return { window, fitted: chosen === null, fit: useCallback(() => setChosen(null), []), zoom, pan, show };
}

function clamp(window: TimeWindow, whole: TimeWindow): TimeWindow {
  const width = window.to - window.from;
  const from = Math.min(Math.max(window.from, whole.from), whole.to - width);
  return { from, to: from + width };
}
