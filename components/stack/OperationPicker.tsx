'use client';
import { ChevronDown } from 'lucide-react';
import type { OperationView } from '@/lib/wire/types';
import { operationName, operationStatus } from '@/components/status/operation';
import { Status } from '@/components/status/Status';
import { Ago } from '@/components/ui/Ago';
import { Menu } from '@/components/ui/Menu';
import { formatDuration } from '@/components/ui/time';

export interface OperationPickerProps {
  /** Newest first. */
  operations: readonly OperationView[];
  chosen: OperationView;
  onChoose: (id: string) => void;
}

/** Which operation the page is about: graph, timeline and events go there. */
export function OperationPicker({ operations, chosen, onChoose }: OperationPickerProps) {
  return (
    <Menu
      label="Operations of this stack"
      align="start"
      items={operations.map((operation) => ({
        id: operation.id,
        label: <span className="flex items-center gap-2"><Status {...operationStatus(operation)} show="icon" />{operationName(operation)}<span className="text-muted">by {operation.actor}</span></span>,
        hint: <><Ago at={operation.createdAt} />{operation.startedAt && operation.finishedAt ? `, took ${formatDuration(Date.parse(operation.finishedAt) - Date.parse(operation.startedAt))}` : ''}{operation.status === 'FAILED' ? ', failed' : operation.status === 'CANCELLED' ? ', stopped' : ''}</>,
        onSelect: () => onChoose(operation.id),
      }))}
      trigger={
        <button type="button" className="-mx-1 flex items-center gap-1 rounded-sm px-1 text-ink hover:bg-hover">
          {operationName(chosen)} <span className="text-muted">by {chosen.actor}</span><ChevronDown aria-hidden className="size-3.5 text-muted" />
        </button>
      }
    />
  );
}
