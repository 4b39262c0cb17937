import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({ extend: { classGroups: { shadow: ['shadow-raised'] } } });

/** Joins class names; of two that set the same thing the later wins, so that a caller can adjust a component. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
