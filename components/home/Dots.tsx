import { cn } from '@/components/ui/cn';
import type { Dot } from '@/lib/wire/stack-board';

/** Forty in three lines are no higher than a row of the list. */
const COLUMNS = 14;
const STEP = 7;
/** Colour and shape by state: what is seen without colour is still told apart. */
const INK: Readonly<Record<Dot, string>> = { f: 'text-status-failed', h: 'text-status-held', p: 'text-status-progress', r: 'text-status-rollback', d: 'text-status-done', w: 'text-status-waiting' };
const WORDS: Readonly<Record<Dot, string>> = { f: 'failed', h: 'waiting', p: 'in progress', r: 'rolled back', d: 'complete', w: 'not started' };
const SHAPES: Readonly<Record<Dot, string>> = {
  d: 'M3 .5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5Z', f: 'M.5.5h5v5h-5Z', h: 'M3 0L6 3L3 6L0 3Z', r: 'M0 3L5.5 .2v5.6Z',
  p: 'M3 .5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5ZM3 1.8a1.2 1.2 0 1 1 0 2.4a1.2 1.2 0 1 1 0-2.4Z', w: 'M3 1.6a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 1 0 0-2.8Z',
};

function isDot(letter: string): letter is Dot {
  return letter in SHAPES;
}

/** A stack at a glance: a mark for each of its first forty resources, by its state. */
export function Dots({ dots, total, className }: { dots: string; total: number; className?: string }) {
  const marks = [...dots].filter(isDot);
  if (marks.length === 0) return null;
  const counts = new Map<Dot, number>();
  for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const label = [...counts].map(([mark, count]) => `${count} ${WORDS[mark]}`).join(', ');
  const rows = Math.ceil(marks.length / COLUMNS);
  return (
    <span className={cn('flex items-center gap-1.5', className)}>
      <svg role="img" aria-label={`Resources: ${label}`} width={Math.min(COLUMNS, marks.length) * STEP} height={rows * STEP} viewBox={`0 0 ${Math.min(COLUMNS, marks.length) * STEP} ${rows * STEP}`} className="shrink-0">
        {marks.map((mark, index) => <path key={index} d={SHAPES[mark]} fillRule="evenodd" fill="currentColor" className={INK[mark]} transform={`translate(${(index % COLUMNS) * STEP} ${Math.floor(index / COLUMNS) * STEP})`} />)}
      </svg>
      {total > marks.length ? <span aria-hidden className="text-xs text-faint" title={`and ${total - marks.length} more`}>…</span> : null}
    </span>
  );
}
