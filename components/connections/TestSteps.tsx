'use client';
import { useEffect, useRef } from 'react';
import { Check, Minus, X } from 'lucide-react';
import type { CloudTestStep } from '@/lib/wire/connections';

const SIGNS = {
  works: { icon: <Check className="size-4 text-status-done" />, label: 'works' },
  fails: { icon: <X className="size-4 text-status-failed" />, label: 'does not work' },
  absent: { icon: <Minus className="size-4 text-faint" />, label: 'not needed' },
} as const;

/** What worked when a connection was tried, in order; the last one that failed is why it went no further. */
export function TestSteps({ steps }: { steps: readonly CloudTestStep[] }) {
  const failed = steps.some(({ ok }) => ok === false);
  const result = useRef<HTMLDivElement>(null);
  // It appears below a form that may be longer than the window.
  useEffect(() => {
    result.current?.scrollIntoView({ block: 'nearest' });
  }, [steps]);
  return (
    <div ref={result} role={failed ? 'alert' : 'status'} className={`rounded-md border px-3 py-2 text-sm ${failed ? 'border-status-failed' : 'border-status-done'}`}>
      <ol aria-label="Result of the test" className="flex flex-col gap-1.5">
        {steps.map(({ step, ok, text }) => {
          const { icon, label } = SIGNS[ok === null ? 'absent' : ok ? 'works' : 'fails'];
          return (
            <li key={step} className="flex gap-2">
              <span role="img" aria-label={label} className="mt-0.5 shrink-0">{icon}</span>
              <span className="w-20 shrink-0 font-medium">{step}</span>
              <span className={`min-w-0 break-words ${ok === null ? 'text-muted' : ''}`}>{text}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
