'use client';
import { useEffect, useRef } from 'react';
import { useReactFlow, useStore } from '@xyflow/react';

export const FIT = { maxZoom: 1, padding: 0.14 };

/** Keeps the whole drawing in view when it is opened and while the room for it changes, until somebody has moved the view or drawn. */
export function FitWhileUntouched({ shape }: { shape: number }) {
  const { fitView, getViewport } = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const fitted = useRef<string | null>(null);
  const first = useRef(shape);
  useEffect(() => {
    if (width === 0 || height === 0 || shape === 0) return;
    const place = JSON.stringify(getViewport());
    if (fitted.current === null ? first.current === 0 : fitted.current !== place || first.current !== shape) return;
    void fitView(FIT).then(() => {
      fitted.current = JSON.stringify(getViewport());
    });
  }, [shape, width, height, fitView, getViewport]);
  return null;
}
