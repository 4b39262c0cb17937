import { memo } from 'react';
import type { OperationView } from '@/lib/wire/types';
import { actionNoun } from '@/components/status/families';
import { cn } from '@/components/ui/cn';
import type { TimeWindow } from './useTimeWindow';

/** Behind the bars: where each operation begins and ends; the rollback and the failure that caused it stand out. */
export const OperationBands = memo(function OperationBands({ operations, window, now }: { operations: readonly OperationView[]; window: TimeWindow; now: number }) {
  const width = window.to - window.from;
  return operations.map((operation) => {
    const from = Date.parse(operation.startedAt ?? operation.createdAt);
    const to = operation.finishedAt ? Date.parse(operation.finishedAt) : now;
    return (
      <div
        key={operation.id}
        aria-hidden
        data-band={`${operation.action} ${operation.status}`}
        className={cn('absolute inset-y-0 border-s border-border-strong/60', operation.action === 'ROLLBACK' && 'bg-status-rollback/8', operation.status === 'FAILED' && 'bg-status-failed/5')}
        style={{ left: `${((from - window.from) / width) * 100}%`, width: `${(Math.max(0, to - from) / width) * 100}%` }}
      >
        <span className="sticky bottom-1 top-[calc(100%-24px)] block w-max whitespace-nowrap rounded-sm bg-surface/80 px-1.5 text-xs text-muted">{actionNoun(operation.action)} #{operation.number}</span>
      </div>
    );
  });
});
