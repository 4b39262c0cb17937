import type { ReactNode } from 'react';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { cn } from './cn';

/** Cells of grid tables: rows are `role="row"` with one grid template for head and body, so that virtual rows line up. */

export interface HeadCellProps {
  children: ReactNode;
  /** Present on columns that sort: the direction in force, or null. */
  sorted?: 'ascending' | 'descending' | null;
  onSort?: () => void;
  className?: string;
}

export function HeadCell({ children, sorted, onSort, className }: HeadCellProps) {
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp;
  return (
    <div role="columnheader" aria-sort={onSort ? (sorted ?? 'none') : undefined} className={cn('flex min-w-0 items-center text-xs font-medium text-muted', className)}>
      {onSort ? (
        <button type="button" onClick={onSort} className="-mx-1 flex h-6 items-center gap-1 rounded-sm px-1 hover:text-ink">
          {children}
          <Arrow aria-hidden className={cn('size-3', sorted ? 'opacity-100' : 'opacity-0')} />
        </button>
      ) : (
        children
      )}
    </div>
  );
}

export function Cell({ children, className, title }: { children?: ReactNode; className?: string; title?: string }) {
  return <div role="cell" title={title} className={cn('min-w-0 truncate text-sm leading-5', className)}>{children}</div>;
}
