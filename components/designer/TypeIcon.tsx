import { createElement } from 'react';
import type { GraphNode } from '@/lib/graph';
import { iconOf } from './typeNames';

export function TypeIcon({ type, shape, className }: { type: string; shape?: GraphNode['shape']; className?: string }) {
  return createElement(iconOf(type, shape), { 'aria-hidden': true, className });
}
