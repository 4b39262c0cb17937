'use client';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useReactFlow, useStore } from '@xyflow/react';
import type { Scene } from './scene';
import { useFit } from './useFit';
import { readView, VIEW_PARAMETER, viewportOf } from '@/components/ui/viewAddress';

/** Keeps the whole drawing in view when it is opened and while the room for it changes, until somebody has moved the view or drawn. An address that says where to look is heard first. */
export function FitWhileUntouched({ shape, suggested, scene, addressed, onFitted }: { shape: number; suggested: number; scene: Scene; addressed: boolean; onFitted: (viewport: string) => void }) {
  const { getViewport, setViewport } = useReactFlow();
  // Cards that are moved change the scene, and must not move the view.
  const fit = useEffectEvent(useFit(scene));
  const told = useEffectEvent(onFitted);
  const fitted = useRef<string | null>(null);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const first = useRef(shape);
  useEffect(() => {
    if (width === 0 || height === 0 || shape === 0) return;
    const wanted = addressed && fitted.current === null ? readView(new URLSearchParams(window.location.search).get(VIEW_PARAMETER)) : null;
    if (wanted !== null) {
      fitted.current = '';
      told('');
      void setViewport(viewportOf(wanted, { width, height }));
      return;
    }
    const place = JSON.stringify(getViewport());
    if (fitted.current === null ? first.current === 0 : fitted.current !== place || first.current !== shape) return;
    void fit().then(() => {
      fitted.current = JSON.stringify(getViewport());
      told(fitted.current);
    });
  }, [shape, suggested, width, height, getViewport, setViewport, addressed]);
  return null;
}
