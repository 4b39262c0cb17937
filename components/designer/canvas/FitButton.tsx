'use client';
import { ControlButton } from '@xyflow/react';
import { Maximize } from 'lucide-react';
import type { Scene } from './scene';
import { useFit } from './useFit';

/** Beside the buttons for zooming: all of the drawing. */
export function FitButton({ scene }: { scene: Scene }) {
  const fit = useFit(scene);
  return <ControlButton onClick={() => void fit({ duration: 150 })} title="Show everything (0)" aria-label="Show everything"><Maximize className="fill-none!" aria-hidden /></ControlButton>;
}
