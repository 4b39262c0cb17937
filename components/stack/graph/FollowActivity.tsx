'use client';
import { useEffect, useRef } from 'react';
import { useReactFlow } from '@xyflow/react';

/** After somebody has moved the graph it stays for so long, in milliseconds. */
const HANDS_OFF = 10_000;

/** Keeps nodes in view, while nobody moves the graph. Must be inside the flow. */
export function FollowActivity({ ids, movedAt }: { ids: readonly string[]; movedAt: React.RefObject<number> }) {
  const { fitView } = useReactFlow();
  const key = ids.join();
  const shown = useRef('');
  useEffect(() => {
    if (key === '' || key === shown.current || performance.now() - movedAt.current < HANDS_OFF) return;
    shown.current = key;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    void fitView({ nodes: key.split(',').map((id) => ({ id })), maxZoom: 1, padding: 0.6, duration: still ? 0 : 250 });
  }, [key, fitView, movedAt]);
  return null;
}
