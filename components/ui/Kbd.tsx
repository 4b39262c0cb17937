import type { ReactNode } from 'react';
import { cn } from './cn';

export function Kbd({ children, inverse = false }: { children: ReactNode; inverse?: boolean }) {
  return (
    <kbd
      className={cn(
        'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border px-1 font-sans text-[11px] leading-none',
        inverse ? 'border-surface/40 text-surface' : 'border-border bg-sunken text-muted',
      )}
    >
      {children}
    </kbd>
  );
}
