/** Ids of the places at which lines begin and end. */
import type { FrameKey, NodeKey } from '@/lib/graph';

export const outOf = (key: NodeKey | FrameKey): string => `out:${key}`;
export const into = (key: NodeKey | FrameKey): string => `in:${key}`;

export function keyOfHandle(handle: string | null | undefined): NodeKey | null {
  const key = handle?.slice(handle.indexOf(':') + 1);
  return key !== undefined && isNodeKey(key) ? key : null;
}

/** Of the element that shows a node: one word, whatever its name. */
export const elementId = (key: NodeKey): string => `node-${encodeURIComponent(key)}`;

export function isNodeKey(text: string): text is NodeKey {
  return /^(resource|parameter|output|condition):/.test(text);
}
