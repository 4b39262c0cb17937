'use client';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { ChevronRight } from 'lucide-react';
import type { LogLines } from '@/components/live/logBuffer';
import { cn } from '@/components/ui/cn';
import { LogText } from './LogText';
import { evenLayout, scaled, wrappedLayout } from './lineWindow';
import type { VisibleLines } from './visibleLines';

export interface LogPaneProps {
  log: LogLines;
  lines: VisibleLines;
  label: string;
  find: string;
  /** Line of the hit that was gone to. */
  hit: number | null;
  wrap: boolean;
  times: boolean;
  following: boolean;
  onFollowing: (following: boolean) => void;
  folded: ReadonlySet<number>;
  onFold: (line: number) => void;
  /** Under this name the place is kept: after a reload the same line is on top. */
  memory: string | null;
  empty: ReactNode;
}

const LINE = 18;
const OVERSCAN = 12;
/** Of longer lines the beginning is shown. */
const LONGEST = 4000;
/** Width of a character of the font, measured once where it is drawn. */
const PROBE = 'M'.repeat(100);

/** The lines of a log, of which only those in view exist. At the end it stays at the end, until somebody scrolls up. */
export function LogPane({ log, lines, label, find, hit, wrap, times, following, onFollowing, folded, onFold, memory, empty }: LogPaneProps) {
  const box = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLSpanElement>(null);
  const [view, setView] = useState({ top: 0, height: 600, columns: 100 });
  const gutter = (times ? 104 : 0) + 64 + 16;
  const layout = useMemo(
    () => (wrap ? wrappedLayout(lines.count, LINE, view.columns, (row) => Math.min(LONGEST, log.text(lines.lineAt(row)).length)) : evenLayout(lines.count, LINE)),
    [wrap, lines, log, view.columns],
  );
  const scale = scaled(layout, view.height);
  const from = Math.max(0, layout.rowAt(scale.toDistance(view.top)) - OVERSCAN);
  const to = Math.min(layout.count, layout.rowAt(scale.toDistance(view.top) + view.height) + OVERSCAN + 1);
  /** What is drawn stands where it would in the whole, seen from what is scrolled. */
  const shift = view.top - scale.toDistance(view.top);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const character = (probe.current?.getBoundingClientRect().width ?? 720) / PROBE.length;
      setView((before) => ({ ...before, height: element.clientHeight, columns: Math.max(20, Math.floor((element.clientWidth - gutter) / (character || 7.2))) }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [gutter]);

  const goTo = useCallback((row: number, place: 'top' | 'middle' | 'end') => {
    const element = box.current;
    if (!element) return;
    const { topOf } = layout;
    const distance = place === 'top' ? topOf(row) : place === 'middle' ? topOf(row) - element.clientHeight / 2 : topOf(row + 1) - element.clientHeight;
    element.scrollTop = scaled(layout, element.clientHeight).toScroll(Math.max(0, distance));
  }, [layout]);

  useLayoutEffect(() => {
    const element = box.current;
    if (following && element) element.scrollTop = element.scrollHeight;
  }, [following, layout, view.height]);

  /** Gone to when the hit changes, and not again when lines arrive. */
  const gone = useRef<number | null>(null);
  useEffect(() => {
    if (gone.current === hit) return;
    gone.current = hit;
    if (hit !== null) goTo(lines.rowOf(hit), 'middle');
  }, [hit, lines, goTo]);

  const place = usePlace(memory, log, lines, (row) => goTo(row, 'top'), onFollowing);
  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    setView((before) => ({ ...before, top: element.scrollTop }));
    const atEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - LINE * 2;
    if (atEnd !== following) onFollowing(atEnd);
    place(atEnd ? null : log.line(lines.lineAt(layout.rowAt(scale.toDistance(element.scrollTop) + 1))).number);
  };

  const shown = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  return (
    <div ref={box} dir="ltr" onScroll={onScroll} tabIndex={0} role="log" aria-label={label} aria-live="off" className="relative min-h-0 min-w-0 flex-1 overflow-auto bg-code focus-visible:-outline-offset-2">
      <span ref={probe} aria-hidden className="invisible absolute font-mono text-xs">{PROBE}</span>
      {lines.count === 0 ? <p className="px-4 py-2 text-sm text-muted">{empty}</p> : null}
      <div className={cn('relative', wrap ? 'w-full' : 'min-w-max')} style={{ height: scale.height }}>
        {shown.map((row) => {
          const index = lines.lineAt(row);
          const line = log.line(index);
          const fold = line.text.startsWith('::group::') ? log.folds.find((each) => each.from === index) : undefined;
          return (
            <div key={row} data-line={line.number} className={cn('absolute start-0 pe-4', wrap ? 'w-full' : 'min-w-full', hit === index && 'bg-selected')} style={{ top: layout.topOf(row) + shift }}>
              {fold ? (
                <button type="button" aria-expanded={!folded.has(index)} onClick={() => onFold(index)} className="flex h-4.5 items-center gap-1 ps-12 font-mono text-xs font-semibold hover:underline"><ChevronRight aria-hidden className={cn('size-3.5 transition-transform', !folded.has(index) && 'rotate-90')} />{fold.title}{folded.has(index) && fold.to !== null ? <span className="font-normal text-muted">{fold.to - fold.from} lines</span> : null}</button>
              ) : <LogText line={line} numbered times={times} wrap={wrap} find={find} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Keeps the number of the line on top for as long as the window lives, and goes back there once it is known. */
function usePlace(memory: string | null, log: LogLines, lines: VisibleLines, goTo: (row: number) => void, onFollowing: (following: boolean) => void): (line: number | null) => void {
  const wanted = useRef<number | null>(null);
  const settled = useRef(false);
  useLayoutEffect(() => {
    if (settled.current || memory === null || lines.count === 0) return;
    wanted.current ??= Number(sessionStorage.getItem(memory)) || null;
    if (wanted.current === null) {
      settled.current = true;
      return;
    }
    onFollowing(false);
    const index = wanted.current - log.before - 1;
    // The line is in the part that has not arrived yet.
    if (index < 0 || index >= log.length) return;
    settled.current = true;
    goTo(lines.rowOf(index));
  });
  return useCallback((line) => {
    if (memory === null || !settled.current) return;
    if (line === null) sessionStorage.removeItem(memory);
    else sessionStorage.setItem(memory, String(line));
  }, [memory]);
}
