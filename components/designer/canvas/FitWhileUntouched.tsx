'use client';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useReactFlow, useStore } from '@xyflow/react';
import type { Scene } from './scene';
import { useFit } from './useFit';

/** Keeps the whole drawing in view when it is opened and while the room for it changes, until somebody has moved the view or drawn. */
export function FitWhileUntouched({ shape, suggested, scene }: { shape: number; suggested: number; scene: Scene }) {
  const { getViewport } = useReactFlow();
  // Cards that are moved change the scene, and must not move the view.
  const fit = useEffectEvent(useFit(scene));
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const fitted = useRef<string | null>(null);
  const first = useRef(shape);
  useEffect(() => {
    if (width === 0 || height === 0 || shape === 0) return;
    const place = JSON.stringify(getViewport());
    if (fitted.current === null ? first.current === 0 : fitted.current !== place || first.current !== shape) return;
    void fit().then(() => {
      fitted.current = JSON.stringify(getViewport());
    });
  }, [shape, suggested, width, height, getViewport]);
  return null;
}
