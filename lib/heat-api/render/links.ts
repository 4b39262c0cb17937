/** Addresses of what the API shows, and times in its form. */
import type { Json } from '@/lib/hot/types';

/** `2026-11-23T07:15:28Z` */
export function time(at: Date): string;
export function time(at: Date | null): string | null;
export function time(at: Date | null): string | null {
  return at === null ? null : `${at.toISOString().slice(0, 19)}Z`;
}

export function stackUrl(base: string, stack: { id: string; name: string }): string {
  return `${base}/stacks/${encodeURIComponent(stack.name)}/${stack.id}`;
}

export function link(rel: string, href: string): Json {
  return { href, rel };
}
