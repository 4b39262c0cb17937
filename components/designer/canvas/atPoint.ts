/** What of the page is at a place of the screen. */
import type { NodeKey, Position } from '@/lib/graph';
import type { DocumentPath } from '@/lib/hot/types';
import { isNodeKey } from './handles';

export function pointOf(event: MouseEvent | TouchEvent): Position | null {
  const point = 'clientX' in event ? event : event.changedTouches[0];
  return point ? { x: point.clientX, y: point.clientY } : null;
}

export function isWithin(element: HTMLElement | null, { x, y }: Position): boolean {
  const box = element?.getBoundingClientRect();
  return box !== undefined && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

/** The field of a form at a place of the screen, as a path of the document. */
export function fieldAt({ x, y }: Position): DocumentPath | null {
  const path = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-path]')?.dataset.path;
  const steps: unknown = path === undefined ? null : JSON.parse(path);
  return Array.isArray(steps) ? steps.flatMap((step: unknown) => (typeof step === 'string' || typeof step === 'number' ? [step] : [])) : null;
}

/** The innermost node at a place of the screen: a chip before the server that holds it. */
export function keyAt({ x, y }: Position): NodeKey | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const key = element.closest<HTMLElement>('[data-node]')?.dataset.node;
    if (key !== undefined && isNodeKey(key)) return key;
  }
  return null;
}
