'use client';
import { useMemo } from 'react';
import { cn } from '@/components/ui/cn';
import { lineDiff, type DiffLine } from './lineDiff';

const SIGNS = { same: ' ', removed: '-', added: '+' } as const;
/** Unchanged lines around a change that are shown. */
const AROUND = 4;
const SHORT = 3;

/** Two texts as one: what was taken away and what came, with signs as well as colour. */
export function DiffView({ before, after }: { before: string; after: string }) {
  const lines = useMemo(() => lineDiff(before, after), [before, after]);
  const pieces = useMemo(() => folded(lines), [lines]);
  if (lines.every((line) => line.kind === 'same')) return <p className="p-4 text-sm text-muted">The two texts are equal.</p>;
  return (
    <div role="group" aria-label="Differences" dir="ltr" tabIndex={0} className="min-h-0 flex-1 overflow-auto bg-code py-2 font-mono text-xs leading-4.5 focus-visible:-outline-offset-2">
      {pieces.map((piece, index) =>
        typeof piece === 'number' ? (
          <div key={`fold-${index}`} className="my-1 border-y bg-sunken px-4 py-0.5 font-sans text-muted">{piece} unchanged lines</div>
        ) : (
          <div key={index} className={cn('flex min-w-max whitespace-pre px-2', piece.kind === 'removed' && 'bg-status-failed/12', piece.kind === 'added' && 'bg-status-done/14')}>
            <span aria-hidden className="w-10 shrink-0 select-none pe-2 text-end text-faint">{piece.before ?? ''}</span>
            <span aria-hidden className="w-10 shrink-0 select-none pe-2 text-end text-faint">{piece.after ?? ''}</span>
            <span className="w-4 shrink-0 select-none font-semibold">{SIGNS[piece.kind]}</span>
            <span>{piece.text}</span>
          </div>
        ),
      )}
    </div>
  );
}

/** Long unchanged stretches become their length. */
function folded(lines: readonly DiffLine[]): (DiffLine | number)[] {
  const near = new Set<number>();
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'same') continue;
    for (let at = index - AROUND; at <= index + AROUND; at += 1) near.add(at);
  }
  // A fold takes a line itself: short stretches are shown.
  for (let from = 0; from < lines.length; ) {
    let to = from;
    while (to < lines.length && !near.has(to)) to += 1;
    if (to - from > 0 && to - from <= SHORT) for (let at = from; at < to; at += 1) near.add(at);
    from = Math.max(to, from + 1);
  }
  const pieces: (DiffLine | number)[] = [];
  for (const [index, line] of lines.entries()) {
    const last = pieces.at(-1);
    if (near.has(index)) pieces.push(line);
    else if (typeof last === 'number') pieces[pieces.length - 1] = last + 1;
    else pieces.push(1);
  }
  return pieces;
}
