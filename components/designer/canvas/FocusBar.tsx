'use client';
import { Minus, Plus, X } from 'lucide-react';
import { IconButton } from '@/components/ui/IconButton';
import type { Focus } from './shownLines';

/** What is in focus, and how far around it one looks. */
export function FocusBar({ focus, names, shown, onChange }: { focus: Focus; names: string; shown: number; onChange: (focus: Focus | null) => void }) {
  const { needs, needed } = focus;
  return (
    <div role="group" aria-label="Focus" className="absolute top-2 left-1/2 z-10 flex h-10 max-w-[calc(100%-16px)] -translate-x-1/2 items-center gap-2 overflow-hidden rounded-md border bg-raised px-3 text-sm whitespace-nowrap shadow-raised">
      <span className="min-w-12 truncate font-medium">{names}</span>
      <Steps label="Needs" value={needs} onChange={(next) => onChange({ ...focus, needs: next })} />
      <Steps label="Needed by" value={needed} onChange={(next) => onChange({ ...focus, needed: next })} />
      <span role="status" className="text-xs tabular-nums text-muted">{shown} shown</span>
      <IconButton label="End the focus" keys="designer:f" icon={<X />} onClick={() => onChange(null)} />
    </div>
  );
}

function Steps({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  const button = 'size-6';
  return (
    <span className="flex items-center gap-0.5 text-xs text-muted">
      {label}
      <IconButton label={`${label}: a step less`} icon={<Minus />} className={button} disabled={value === 0} onClick={() => onChange(value - 1)} />
      <span className="w-4 text-center tabular-nums text-ink">{value}</span>
      <IconButton label={`${label}: a step more`} icon={<Plus />} className={button} onClick={() => onChange(value + 1)} />
    </span>
  );
}
