import type { ComponentProps } from 'react';
import { cn } from './cn';

export const fieldClasses =
  'w-full rounded-md border border-border-strong bg-surface px-2.5 text-sm text-ink placeholder:text-faint ' +
  'hover:border-muted focus-visible:outline-2 focus-visible:-outline-offset-1 disabled:opacity-50 ' +
  'aria-invalid:border-status-failed aria-invalid:ring-1 aria-invalid:ring-status-failed';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cn(fieldClasses, 'h-8', className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cn(fieldClasses, 'min-h-16 py-1.5', className)} {...rest} />;
}
