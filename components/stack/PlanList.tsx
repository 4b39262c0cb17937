'use client';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { ChevronRight } from 'lucide-react';
import type { Json } from '@/lib/hot/types';
import type { PlanDecision, PlanEntry, PlanView } from '@/lib/wire/types';
import { DecisionIcon, DECISIONS, decisionWord } from '@/components/status/decisions';
import { Badge } from '@/components/ui/Badge';
import { cn } from '@/components/ui/cn';
import { useVirtualizer } from '@tanstack/react-virtual';

/** More than so many that stay as they are, beside some that do not, are folded away. */
const FEW = 4;

/** What will happen to each resource and why; counts on top show one kind only. */
export function PlanList({ plan, className, aside }: { plan: PlanView; className?: string; aside?: (entry: PlanEntry) => ReactNode }) {
  const [only, setOnly] = useState<PlanDecision | null>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const folded = only === null && !all && plan.counts.keep > FEW && plan.counts.keep < plan.entries.length;
  const entries = useMemo(
    () => plan.entries.filter((entry) => (only ? entry.decision === only : !folded || entry.decision !== 'keep')).toSorted((a, b) => weight(a) - weight(b)),
    [plan.entries, only, folded],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: entries.length, getScrollElement: () => scroller.current, estimateSize: () => 46, getItemKey: (index) => entries[index]?.name ?? index, overscan: 10 });
  const toggle = (name: string) => {
    const next = new Set(open);
    if (!next.delete(name)) next.add(name);
    setOpen(next);
  };
  return (
    <div className={cn('flex min-h-0 flex-col', className)}>
      <div role="group" aria-label="What will be done" className="flex shrink-0 flex-wrap gap-1.5 pb-3">
        {DECISIONS.filter((decision) => plan.counts[decision] > 0).map((decision) => (
          <button
            key={decision}
            type="button"
            aria-pressed={only === decision}
            onClick={() => setOnly(only === decision ? null : decision)}
            className={cn('flex h-8 items-center gap-2 rounded-full border bg-surface ps-1.5 pe-3 text-sm hover:bg-hover', only === decision && 'border-ink bg-selected')}
          >
            <DecisionIcon decision={decision} />
            <span className="font-semibold tabular-nums">{plan.counts[decision]}</span>
            {decisionWord(decision)}
          </button>
        ))}
        {plan.entries.length === 0 ? <p className="text-sm text-muted">No resource is touched.</p> : null}
      </div>
      <div ref={scroller} tabIndex={0} role="group" aria-label="Plan" className="min-h-0 overflow-y-auto rounded-lg border bg-surface empty:hidden focus-visible:-outline-offset-2">
        {entries.length > 0 ? <ul className="relative" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const entry = entries[row.index];
            return entry ? (
              <li key={row.key} ref={rows.measureElement} data-index={row.index} data-plan={`${entry.decision} ${entry.name}`} className="absolute inset-x-0 border-b" style={{ top: row.start }}>
                <Entry entry={entry} open={open.has(entry.name)} onToggle={() => toggle(entry.name)} aside={aside?.(entry)} />
              </li>
            ) : null;
          })}
        </ul> : null}
        {folded ? <button type="button" onClick={() => setAll(true)} className="flex w-full items-center gap-3 px-3 py-2 text-start text-sm text-muted hover:bg-hover hover:text-ink"><DecisionIcon decision="keep" />Show the {plan.counts.keep} that stay as they are</button> : null}
      </div>
    </div>
  );
}

function Entry({ entry, open, onToggle, aside }: { entry: PlanEntry; open: boolean; onToggle: () => void; aside: ReactNode }) {
  const expandable = entry.changes.length > 0;
  return (
    <>
      <div className="flex items-center pe-2">
      <button type="button" disabled={!expandable} aria-expanded={expandable ? open : undefined} onClick={onToggle} className="flex min-w-0 flex-1 items-center gap-3 px-3 py-1.5 text-start enabled:hover:bg-hover disabled:cursor-default">
        <DecisionIcon decision={entry.decision} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2"><span className="truncate text-sm font-medium">{entry.name}</span><span className="truncate font-mono text-xs text-faint">{entry.type}</span></span>
          <span className="block truncate text-xs text-muted" title={entry.reason}>{decisionWord(entry.decision)}{entry.reason ? ` · ${entry.reason}` : ''}</span>
        </span>
        {expandable ? <ChevronRight aria-hidden className={cn('size-4 shrink-0 text-faint transition-transform', open && 'rotate-90')} /> : null}
      </button>
      {aside}
      </div>
      {open ? (
        <dl className="flex flex-col gap-1 bg-canvas px-3 py-2 ps-11">
          {entry.changes.map((change) => (
            <div key={change.property} className="grid grid-cols-[minmax(100px,160px)_1fr] gap-3 text-xs">
              <dt className="flex flex-wrap items-center gap-1.5 break-words font-medium">{change.property}{change.replaces ? <Badge>replaces</Badge> : null}</dt>
              <dd className="min-w-0 break-words font-mono">
                <del className="me-2 bg-status-failed/12 px-1 no-underline before:content-['-_']">{shown(change.before)}</del>
                {change.known ? <ins className="bg-status-done/14 px-1 no-underline before:content-['+_']">{shown(change.after)}</ins> : <span className="text-muted">known when it is deployed</span>}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
}

function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 400 ? `${text.slice(0, 400)}...` : text;
}

/** What destroys comes first, what stays comes last. */
function weight(entry: PlanEntry): number {
  return ['delete', 'replace', 'update', 'create', 'keep'].indexOf(entry.decision);
}
