import type { ReactNode } from 'react';
import { cn } from './cn';

export interface EmptyStateProps {
  icon?: ReactNode;
  title: ReactNode;
  /** The title is the heading of the whole page. */
  page?: boolean;
  children?: ReactNode;
  /** The one thing to do next. */
  action?: ReactNode;
  className?: string;
}

export function EmptyState({ icon, title, page = false, children, action, className }: EmptyStateProps) {
  const Title = page ? 'h1' : 'p';
  return (
    <div className={cn('flex flex-1 flex-col items-center justify-center gap-2 p-10 text-center', className)}>
      {icon ? <div className="text-faint [&>svg]:size-7" aria-hidden>{icon}</div> : null}
      <Title className="text-base font-medium text-ink">{title}</Title>
      {children ? <div className="max-w-md text-sm text-muted">{children}</div> : null}
      {action ? <div className="mt-2 flex gap-2">{action}</div> : null}
    </div>
  );
}
