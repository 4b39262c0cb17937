'use client';
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { useOnViewportChange, useReactFlow, useStore } from '@xyflow/react';
import type { Position } from '@/lib/graph/cards';
import { useNarrow } from '@/components/ui/useNarrow';
import { useViewAddress } from '@/components/ui/useViewAddress';
import { readView, VIEW_PARAMETER, viewportOf } from '@/components/ui/viewAddress';
import { boundsOf, FIT_PADDING, firstLook, LEGIBLE, READABLE } from './firstLook';

export interface FitWhileUntouchedProps {
  shape: string;
  places: ReadonlyMap<string, Position>;
  /** What a window that is too small for all of it should begin with, by name. */
  foremost: string | null;
  /** A part that shows what matters is better than a whole that shows nothing. */
  pointed: boolean;
  /** The address says where to look, and is told. */
  addressed: boolean;
  /** The viewport that was chosen for somebody, as text. */
  fittedRef: RefObject<string | null>;
}

/** Keeps the graph in view while its shape or the room for it changes, until somebody has moved it. An address that says where to look is heard first. Must be inside the flow. */
export function FitWhileUntouched({ shape, places, foremost, pointed, addressed, fittedRef }: FitWhileUntouchedProps) {
  const { fitBounds, getViewport, setViewport } = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const narrow = useNarrow();
  const told = useViewAddress(fittedRef, addressed);
  useOnViewportChange({ onChange: told });
  const heard = useRef(!addressed);
  const look = useEffectEvent(async () => {
    const near = narrow || pointed ? firstLook(places, foremost, width, height, narrow ? READABLE : LEGIBLE) : null;
    await (near === null ? fitBounds(boundsOf(places, width, height), { padding: FIT_PADDING }) : setViewport(near));
    fittedRef.current = JSON.stringify(getViewport());
  });
  useEffect(() => {
    if (width === 0 || height === 0 || places.size === 0) return;
    const wanted = heard.current ? null : readView(new URLSearchParams(window.location.search).get(VIEW_PARAMETER));
    heard.current = true;
    if (wanted !== null) {
      fittedRef.current = '';
      void setViewport(viewportOf(wanted, { width, height }));
      return;
    }
    if (fittedRef.current === null || fittedRef.current === JSON.stringify(getViewport())) void look();
  }, [shape, places, width, height, fittedRef, getViewport, setViewport]);
  return null;
}
