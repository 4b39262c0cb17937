'use client';
import { type RefObject, useEffect } from 'react';
import type { StackView } from '@/lib/wire/types';
import { statusLabel } from '@/components/status/families';

const OURS = '/icon.svg';

/** The tab of the browser shows the stack's name and its state: the same sign as `sign` has on the page, in its shape and colour. */
export function useStackMark({ name, action, status, waitingFor }: Pick<StackView, 'name' | 'action' | 'status'> & { waitingFor: string | null }, sign: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${name}: ${statusLabel({ action, status, waitingFor })} · Hearth`;
    return () => {
      document.title = before;
    };
  }, [name, action, status, waitingFor]);
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const drawn = sign.current?.querySelector('svg');
    if (!icon || !drawn) return;
    const { color } = getComputedStyle(drawn);
    const surface = getComputedStyle(document.documentElement).getPropertyValue('--surface').trim();
    const copy = new XMLSerializer().serializeToString(drawn).replaceAll('currentColor', color).replaceAll('var(--surface)', surface);
    icon.href = `data:image/svg+xml,${encodeURIComponent(copy)}`;
    return () => {
      icon.href = OURS;
    };
  }, [action, status, waitingFor, sign]);
}
