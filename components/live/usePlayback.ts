'use client';
import { useCallback, useEffect, useState } from 'react';
import type { Track } from './track';

export interface Playback {
  /** Milliseconds since 1970, or null: as it is now. */
  moment: number | null;
  playing: boolean;
  /** How many times faster than it happened. */
  speed: number;
  /** Shows a moment; playing stops. */
  seek: (moment: number) => void;
  /** Plays from the moment shown, or from the beginning; a second call stops it. */
  toggle: () => void;
  /** Back to what is now. */
  live: () => void;
}

/** However long it took, it is seen in this time, in milliseconds. */
const LONGEST_PLAY = 12_000;
const STEP = 33;

/** A moment of the past that is shown instead of the present, and can run; where nothing happened it does not linger. `first`: what is shown at the beginning. */
export function usePlayback(track: Track, first: number | null = null): Playback {
  const [moment, setMoment] = useState<number | null>(first);
  const [playing, setPlaying] = useState(false);
  const speed = Math.max(1, Math.ceil(track.length / LONGEST_PLAY));
  useEffect(() => {
    if (!playing) return;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const passed = (now - before) * speed;
      before = now;
      setMoment((shown) => track.momentAt((shown === null ? 0 : track.positionOf(shown)) + passed));
    }, STEP);
    return () => clearInterval(timer);
  }, [playing, speed, track]);
  // At the end there is nothing more to play.
  const end = track.momentAt(track.length);
  const ended = moment !== null && moment >= end;
  const seek = useCallback((at: number) => {
    setPlaying(false);
    setMoment(at);
  }, []);
  const toggle = useCallback(() => {
    if (!playing || ended) setMoment((shown) => (shown === null || shown >= end ? track.momentAt(0) : shown));
    setPlaying(!playing || ended);
  }, [playing, ended, end, track]);
  const live = useCallback(() => {
    setPlaying(false);
    setMoment(null);
  }, []);
  return { moment, playing: playing && !ended, speed, seek, toggle, live };
}
