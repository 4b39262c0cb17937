/** The part of an address that says where one looks: the middle of the view on the drawing, whatever size the window has, and how near. */
import type { Viewport } from '@xyflow/react';

export const VIEW_PARAMETER = 'view';
const [FARTHEST, NEAREST] = [0.05, 2];

export interface Looking {
  /** On the drawing. */
  x: number;
  y: number;
  zoom: number;
}

interface Room {
  width: number;
  height: number;
}

export function lookingFrom({ x, y, zoom }: Viewport, { width, height }: Room): Looking {
  return { x: Math.round((width / 2 - x) / zoom), y: Math.round((height / 2 - y) / zoom), zoom: Math.round(zoom * 100) / 100 };
}

export function viewportOf({ x, y, zoom }: Looking, { width, height }: Room): Viewport {
  return { x: width / 2 - x * zoom, y: height / 2 - y * zoom, zoom };
}

export function writtenView({ x, y, zoom }: Looking): string {
  return `${x},${y},${zoom}`;
}

/** Null for what somebody has written wrongly. */
export function readView(text: string | null): Looking | null {
  const [x, y, zoom, ...more] = (text ?? '').split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (x === undefined || y === undefined || zoom === undefined || more.length > 0 || ![x, y, zoom].every(Number.isFinite)) return null;
  return { x, y, zoom: Math.min(NEAREST, Math.max(FARTHEST, zoom)) };
}
