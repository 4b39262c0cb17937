'use client';
import { X } from 'lucide-react';
import { useRefusal } from '@/components/shell/role';
import { Button } from '@/components/ui/Button';
import type { StackRow } from '@/lib/wire/stack-board';
import type { BulkRequest } from './BulkDialog';

export interface BulkBarProps {
  selected: ReadonlyMap<string, StackRow>;
  mayChange: boolean;
  onClear: () => void;
  onRequest: (request: BulkRequest) => void;
}

const ACTIONS: readonly { action: BulkRequest['action']; label: string }[] = [{ action: 'check', label: 'Check' }, { action: 'suspend', label: 'Suspend' }, { action: 'resume', label: 'Resume' }, { action: 'tag', label: 'Tags...' }, { action: 'export', label: 'Export' }];

/** What can be done to the chosen rows together. */
export function BulkBar({ selected, mayChange, onClear, onRequest }: BulkBarProps) {
  const stacks = [...selected.values()];
  const refusal = useRefusal();
  return (
    <div role="toolbar" aria-label="Chosen stacks" className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-selected px-5 py-2">
      <span role="status" className="text-sm font-medium tabular-nums">{selected.size === 1 ? '1 stack chosen' : `${selected.size} stacks chosen`}</span>
      {ACTIONS.map(({ action, label }) => <Button key={action} size="sm" disabled={!mayChange && action !== 'export'} title={action === 'export' ? undefined : refusal} onClick={() => onRequest({ action, stacks })}>{label}</Button>)}
      <Button size="sm" variant="danger" disabled={!mayChange} title={refusal} onClick={() => onRequest({ action: 'delete', stacks })}>Delete...</Button>
      <span className="flex-1" />
      <Button size="sm" variant="quiet" onClick={onClear}><X aria-hidden />Choose none</Button>
    </div>
  );
}
