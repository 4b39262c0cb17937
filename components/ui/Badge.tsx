import type { ReactNode } from 'react';
import { cn } from './cn';

export function Badge({ children, className, title }: { children: ReactNode; className?: string; title?: string }) {
  return (
    <span title={title} className={cn('inline-flex h-5 max-w-48 items-center gap-1 truncate rounded-sm border bg-sunken px-1.5 text-xs text-muted', className)}>
      {children}
    </span>
  );
}
