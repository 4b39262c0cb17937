'use client';
import { Fragment, type KeyboardEvent, type PointerEvent, type ReactNode, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { cn } from './cn';
import { isMirrored } from './mirrored';
import { moved, type Shares, sharesIn } from './shares';

export interface SplitPaneProps {
  /** Sizes are remembered under this name, a screen each. */
  id: string;
  direction?: 'horizontal' | 'vertical';
  /** `defaultSize` as in CSS; panes without one take what is left. `minSize` in pixels. */
  panes: readonly { id: string; content: ReactNode; defaultSize?: string; minSize?: number }[];
  className?: string;
}

const LEAST = 120;
/** On a telephone there is no room beside: one below the other, whatever was chosen on a desk. */
const STACKED = 'max-md:min-w-0! max-md:flex-none! max-md:border-b';
/** What one press of an arrow moves, of all the room. */
const STEP = 0.05;

/** Panes with splitters between them: pulled with the pointer, or focused and moved with the arrows, Home and End; a double click gives back what was first. */
export function SplitPane({ id, direction = 'horizontal', panes, className }: SplitPaneProps) {
  const box = useRef<HTMLDivElement>(null);
  const store = `split-${id}`;
  const names = panes.map((pane) => pane.id).join(' ');
  // The page is made on the server too, where there is nothing remembered.
  const kept = useSyncExternalStore(nobodyElse, () => localStorage.getItem(store), () => null);
  const remembered = useMemo(() => sharesIn(kept, names.split(' ')), [kept, names]);
  const [pulled, setPulled] = useState<{ store: string; shares: Shares | null }>({ store: '', shares: null });
  /** Null until somebody has chosen. */
  const shares = pulled.store === store ? pulled.shares : remembered;
  const setShares = (next: Shares | null): void => setPulled({ store, shares: next });
  const across = direction === 'horizontal';

  /** Pixels of each pane as they are now. */
  const measured = (): Shares => Object.fromEntries([...(box.current?.querySelectorAll<HTMLElement>(':scope > [data-pane]') ?? [])].map((pane) => [pane.dataset.pane ?? '', across ? pane.offsetWidth : pane.offsetHeight]));
  const choose = (next: Shares | null): void => {
    setShares(next);
    if (next === null) localStorage.removeItem(store);
    else localStorage.setItem(store, JSON.stringify(next));
  };
  const least = (at: number): number => panes[at]?.minSize ?? LEAST;
  /** Moves the splitter before the pane, from where it was when there was `from`. */
  const move = (at: number, from: Shares, by: number): Shares => moved(from, [panes[at - 1]?.id ?? '', panes[at]?.id ?? ''], by, [least(at - 1), least(at)]);

  const pull = (at: number, event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    const splitter = event.currentTarget;
    splitter.focus({ preventScroll: true });
    splitter.setPointerCapture(event.pointerId);
    const start = across ? event.clientX : event.clientY;
    const from = measured();
    const sign = across && isMirrored(splitter) ? -1 : 1;
    let last: Shares | null = null;
    const follow = (next: globalThis.PointerEvent): void => {
      last = move(at, from, ((across ? next.clientX : next.clientY) - start) * sign);
      setShares(last);
    };
    splitter.addEventListener('pointermove', follow);
    splitter.addEventListener('lostpointercapture', () => {
      splitter.removeEventListener('pointermove', follow);
      if (last !== null) choose(last);
    }, { once: true });
  };
  const onKeyDown = (at: number, event: KeyboardEvent<HTMLElement>): void => {
    const from = measured();
    const all = Object.values(from).reduce((sum, size) => sum + size, 0);
    const step = all * STEP * (across && isMirrored(event.currentTarget) ? -1 : 1);
    const by = { [across ? 'ArrowLeft' : 'ArrowUp']: -step, [across ? 'ArrowRight' : 'ArrowDown']: step, Home: -all, End: all }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(move(at, from, by));
  };
  return (
    <div ref={box} className={cn('flex min-h-0 min-w-0 flex-1 overflow-hidden', across ? 'max-md:flex-col max-md:overflow-y-auto' : 'flex-col', className)}>
      {panes.map((pane, index) => (
        <Fragment key={pane.id}>
          {index === 0 ? null : <Splitter direction={direction} label={`Resize ${pane.id}`} now={partOf(shares, panes[index - 1]?.id)} onPointerDown={(event) => pull(index, event)} onKeyDown={(event) => onKeyDown(index, event)} onDoubleClick={() => choose(null)} />}
          <div data-pane={pane.id} className={cn('flex min-h-0 min-w-0 flex-col', across && STACKED, across && (index === 0 ? 'max-md:max-h-[45svh] max-md:min-h-28' : 'max-md:h-[75svh]'))} style={{ flex: shares === null ? (pane.defaultSize === undefined ? '1 1 0px' : `0 1 ${pane.defaultSize}`) : `${shares[pane.id] ?? 1} 1 0px`, [across ? 'minWidth' : 'minHeight']: pane.minSize ?? LEAST }}>
            {pane.content}
          </div>
        </Fragment>
      ))}
    </div>
  );
}

const nobodyElse = (): (() => void) => () => undefined;

/** Whole percents; half of the room where nobody has chosen. */
function partOf(shares: Shares | null, pane: string | undefined): number {
  const all = Object.values(shares ?? {}).reduce((sum, share) => sum + share, 0);
  return all === 0 ? 50 : Math.round((100 * (shares?.[pane ?? ''] ?? 0)) / all);
}

function Splitter({ direction, label, now, ...handlers }: { direction: 'horizontal' | 'vertical'; label: string; now: number; onPointerDown: (event: PointerEvent<HTMLElement>) => void; onKeyDown: (event: KeyboardEvent<HTMLElement>) => void; onDoubleClick: () => void }) {
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={direction === 'horizontal' ? 'vertical' : 'horizontal'}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={now}
      {...handlers}
      className={cn(
        'relative z-10 shrink-0 touch-none bg-border outline-none transition-colors hover:bg-border-strong focus-visible:bg-focus active:bg-focus',
        direction === 'horizontal' ? 'w-px cursor-col-resize max-md:hidden after:absolute after:inset-y-0 after:-start-1 after:w-2.5' : 'h-px cursor-row-resize after:absolute after:inset-x-0 after:-top-1 after:h-2.5',
      )}
    />
  );
}
