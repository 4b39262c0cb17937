'use client';
import { useMemo } from 'react';
import { cn } from '@/components/ui/cn';
import { lineDiff, type DiffLine } from './lineDiff';

interface Row {
  before: DiffLine | null;
  after: DiffLine | null;
}

/** Two texts beside each other, lines that belong together in one row. */
export function SideBySide({ before, after, titles }: { before: string; after: string; titles: readonly [string, string] }) {
  const rows = useMemo(() => paired(lineDiff(before, after)), [before, after]);
  return (
    <div role="group" aria-label={`Differences of ${titles[0]} and ${titles[1]}`} tabIndex={0} dir="ltr" className="min-h-0 overflow-auto rounded-md border bg-code font-mono text-xs leading-4.5 focus-visible:-outline-offset-2">
      <div className="grid min-w-[560px] grid-cols-2 border-b bg-surface font-sans text-muted"><span className="px-3 py-1.5">{titles[0]}</span><span className="border-s px-3 py-1.5">{titles[1]}</span></div>
      {rows.map((row, index) => (
        <div key={index} className="grid min-w-[560px] grid-cols-2">
          <Side line={row.before} number={row.before?.before ?? null} sign="-" />
          <Side line={row.after} number={row.after?.after ?? null} sign="+" className="border-s" />
        </div>
      ))}
      {before === after ? <p className="px-3 py-2 font-sans text-muted">The two texts are equal.</p> : null}
    </div>
  );
}

function Side({ line, number, sign, className }: { line: DiffLine | null; number: number | null; sign: '-' | '+'; className?: string }) {
  const changed = line !== null && line.kind !== 'same';
  return (
    <div className={cn('flex min-h-4.5 min-w-0 pe-2', line === null && 'bg-sunken', changed && (sign === '-' ? 'bg-status-failed/12' : 'bg-status-done/14'), className)}>
      <span aria-hidden className="w-9 shrink-0 select-none pe-2 text-end text-muted">{number ?? ''}</span>
      <span className="w-3 shrink-0 select-none font-semibold">{changed ? sign : ''}</span>
      <span className="min-w-0 whitespace-pre-wrap break-all">{line?.text ?? ''}</span>
    </div>
  );
}

/** A run of removed lines and the run of added ones after it stand beside each other. */
function paired(lines: readonly DiffLine[]): Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (line === undefined) break;
    if (line.kind === 'same') {
      rows.push({ before: line, after: line });
      at += 1;
      continue;
    }
    const removed: DiffLine[] = [];
    const added: DiffLine[] = [];
    for (let next = lines[at]; next !== undefined && next.kind !== 'same'; at += 1, next = lines[at]) (next.kind === 'removed' ? removed : added).push(next);
    for (let index = 0; index < Math.max(removed.length, added.length); index += 1) rows.push({ before: removed[index] ?? null, after: added[index] ?? null });
  }
  return rows;
}
