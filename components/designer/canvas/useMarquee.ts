'use client';
import { useRef, type MouseEvent, type PointerEvent } from 'react';
import { useReactFlow } from '@xyflow/react';
import type { NodeKey, Position } from '@/lib/graph';
import type { DesignerSession } from '../document/session';
import { isNodeKey } from './handles';
import type { Scene } from './scene';

/** Less than this, in pixels, is a click. */
const CLICK = 4;

/** The box that is drawn around what is selected. It finds cards by their places, so that those that are painted are found like those that are elements. */
export function useMarquee(scene: Scene, session: DesignerSession) {
  const { screenToFlowPosition } = useReactFlow();
  const start = useRef<{ world: Position; screen: Position } | null>(null);
  const drew = useRef(false);
  const cardsIn = (left: number, top: number, right: number, bottom: number): NodeKey[] =>
    scene.cards.filter(({ key }) => { const box = scene.boxes.get(key); return box && box.x < right && box.x + box.width > left && box.y < bottom && box.y + box.height > top; }).map(({ key }) => key);
  return {
    /** Whether the last press drew a box: the click that ends it selects nothing else. */
    drawn: (): boolean => drew.current,
    cardAt: (event: MouseEvent): NodeKey | null => {
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      return cardsIn(x, y, x, y)[0] ?? null;
    },
    onPointerDown: (event: PointerEvent) => {
      drew.current = false;
      if (event.pointerType === 'touch') { start.current = null; return; }
      const onPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
      const screen = { x: event.clientX, y: event.clientY };
      start.current = onPane && event.button === 0 && !event.currentTarget.querySelector('.react-flow__pane.draggable') ? { world: screenToFlowPosition(screen, { snapToGrid: false }), screen } : null;
    },
    onPointerUp: (event: PointerEvent) => {
      const from = start.current;
      start.current = null;
      if (from === null || Math.hypot(event.clientX - from.screen.x, event.clientY - from.screen.y) < CLICK) return;
      drew.current = true;
      const to = screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
      const found = cardsIn(Math.min(from.world.x, to.x), Math.min(from.world.y, to.y), Math.max(from.world.x, to.x), Math.max(from.world.y, to.y)).filter(isNodeKey);
      session.mark(event.shiftKey ? [...session.getSnapshot().marked, ...found] : found);
    },
  };
}
