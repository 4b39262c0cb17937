'use client';
import { type KeyboardEvent, type PointerEvent, useState, useSyncExternalStore } from 'react';
import { cn } from './cn';
import { isMirrored } from './mirrored';

const STEP = 24;
const NOBODY_ELSE = (): (() => void) => () => undefined;

export interface PanelSize {
  /** Pixels; null until somebody has chosen. */
  size: number | null;
  set: (size: number | null) => void;
  keep: (size: number | null) => void;
}

/** How large somebody has made a panel; remembered under this name. */
export function usePanelSize(id: string): PanelSize {
  const store = `size-${id}`;
  const kept = useSyncExternalStore(NOBODY_ELSE, () => localStorage.getItem(store), () => null);
  const [pulled, set] = useState<number | null | undefined>(undefined);
  const remembered = kept === null || !Number.isFinite(Number(kept)) ? null : Number(kept);
  return {
    size: pulled === undefined ? remembered : pulled,
    set,
    keep: (size) => {
      set(size);
      if (size === null) localStorage.removeItem(store);
      else localStorage.setItem(store, String(size));
    },
  };
}

export interface EdgeProps {
  panel: PanelSize;
  label: string;
  /** The edge of the panel that moves. The panel is the parent element, which is positioned. */
  side: 'start' | 'end' | 'top';
  least: number;
  most: number;
}

/** An edge by which a panel is made larger: pulled with the pointer, or focused and moved with the arrows, Home and End; a double click gives back what was first. */
export function Edge({ panel, label, side, least, most }: EdgeProps) {
  const across = side !== 'top';
  const grows = (edge: HTMLElement): 1 | -1 => (side === 'top' || (side === 'start') !== isMirrored(edge) ? -1 : 1);
  const within = (size: number): number => Math.round(Math.min(most, Math.max(least, size)));
  const measured = (edge: HTMLElement): number => (across ? edge.parentElement?.offsetWidth : edge.parentElement?.offsetHeight) ?? least;
  const pull = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    const edge = event.currentTarget;
    edge.focus({ preventScroll: true });
    edge.setPointerCapture(event.pointerId);
    const [start, from, sign] = [across ? event.clientX : event.clientY, measured(edge), grows(edge)];
    let last: number | null = null;
    const follow = (next: globalThis.PointerEvent): void => {
      last = within(from + ((across ? next.clientX : next.clientY) - start) * sign);
      panel.set(last);
    };
    edge.addEventListener('pointermove', follow);
    edge.addEventListener('lostpointercapture', () => {
      edge.removeEventListener('pointermove', follow);
      if (last !== null) panel.keep(last);
    }, { once: true });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const [now, step] = [measured(event.currentTarget), STEP * grows(event.currentTarget)];
    const next = { [across ? 'ArrowLeft' : 'ArrowUp']: now - step, [across ? 'ArrowRight' : 'ArrowDown']: now + step, Home: least, End: most }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    panel.keep(within(next));
  };
  return (
    <div
      role="separator" tabIndex={0} aria-label={label} aria-orientation={across ? 'vertical' : 'horizontal'} aria-valuemin={least} aria-valuemax={most} aria-valuenow={within(panel.size ?? least)}
      onPointerDown={pull} onKeyDown={onKeyDown} onDoubleClick={() => panel.keep(null)}
      className={cn('absolute z-10 touch-none outline-none hover:bg-border-strong focus-visible:bg-focus active:bg-focus', across ? 'inset-y-0 w-1 cursor-col-resize' : 'inset-x-0 top-0 h-1 cursor-row-resize', side === 'start' && 'start-0', side === 'end' && 'end-0')}
    />
  );
}
