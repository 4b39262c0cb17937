'use client';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { formatClock } from '@/components/ui/time';
import { useVirtualRows } from '@/components/ui/useVirtualRows';
import type { DesignerSession } from '../document/session';
import { type Steps, stepsInOrder } from '../document/steps';

const ROW = 26;

/** Every step of the draft since it was opened, the oldest first. A click or Enter goes to where a step is the last that is done; what lies ahead of that can be done again. */
export function HistoryPanel({ session, steps, readOnly }: { session: DesignerSession; steps: Steps; readOnly: boolean }) {
  const id = useId();
  const inOrder = stepsInOrder(steps);
  const now = steps.done.length;
  const last = inOrder.length;
  const { scroller, box, rows } = useVirtualRows(last + 1, ROW);
  /** Where the keys are, until the text is at another step. */
  const [active, setActive] = useState({ row: now, since: now });
  const at = active.since === now ? Math.min(active.row, last) : now;
  const { scrollToIndex } = rows;
  useEffect(() => scrollToIndex(now), [now, scrollToIndex]);
  const go = (row: number): void => { if (!readOnly) session.goToStep(row); };
  const rowOf = (target: EventTarget): number | null => { const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]')?.dataset.row : undefined; return row === undefined ? null : Number(row); };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? ROW) / ROW) - 1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      const row = Math.max(0, Math.min(last, to));
      setActive({ row, since: now });
      scrollToIndex(row);
    } else if (event.key === 'Enter' || event.key === ' ') go(at);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller} role="listbox" aria-label="History" tabIndex={0} aria-activedescendant={`${id}-${at}`} aria-readonly={readOnly || undefined} onKeyDown={onKeyDown} onClick={(event) => { const row = rowOf(event.target); if (row !== null) go(row); }}
      className="group min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
    >
      <div role="presentation" className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start, size, key }) => {
          const step = inOrder[index - 1];
          return (
            <div
              key={key} role="option" id={`${id}-${index}`} aria-selected={index === now} aria-setsize={last + 1} aria-posinset={index + 1} tabIndex={-1} title={index > now ? 'Does it again, and all before it' : index < now ? 'Goes back to here' : undefined}
              data-row={index} style={{ top: start, height: size }}
              className={cn('absolute inset-x-0 flex cursor-default items-center gap-2.5 px-3 text-sm hover:bg-hover', index > now && 'text-faint', index === now && 'bg-selected font-medium', index === at && 'group-focus-visible:outline group-focus-visible:outline-2 group-focus-visible:-outline-offset-2 group-focus-visible:outline-focus')}
            >
              <span className="min-w-0 flex-1 truncate">{step?.label ?? 'As it was opened'}{index > now ? <span className="sr-only">, undone</span> : null}</span>
              {step === undefined ? null : <time dateTime={new Date(step.at).toISOString()} className={cn('shrink-0 text-xs tabular-nums', index > now ? 'text-faint' : 'text-muted')}>{formatClock(step.at)}</time>}
            </div>
          );
        })}
      </div>
    </div>
  );
}
