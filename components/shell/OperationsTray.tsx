'use client';
import { useState } from 'react';
import { ListChecks } from 'lucide-react';
import { lazily } from '@/components/ui/lazily';
import { useOperations } from './useOperations';

const OperationsList = lazily(async () => (await import('./OperationsList')).OperationsList);

/** What runs now, in any stack of the project; and what has just ended. */
export function OperationsTray({ project }: { project: string }) {
  const operations = useOperations(project);
  const [open, setOpen] = useState(false);
  const count = operations.running.length;
  return (
    <span className="relative">
      <button type="button" aria-haspopup="dialog" aria-expanded={open} aria-label={count === 0 ? 'Operations: nothing runs' : `Operations: ${count} running`} onClick={() => setOpen(!open)} className="flex h-8 items-center gap-1.5 rounded-md px-2 text-xs text-muted hover:bg-hover hover:text-ink">
        <ListChecks className="size-4" aria-hidden />
        {count > 0 ? <span className="min-w-4 rounded-full bg-accent px-1 text-center text-[11px] font-semibold leading-4 tabular-nums text-on-accent">{count}</span> : null}
      </button>
      {open ? <OperationsList project={project} operations={operations} onClose={() => setOpen(false)} /> : null}
    </span>
  );
}
