'use client';
import { Toaster as Sonner } from 'sonner';

export function ToastShower() {
  return (
    <Sonner
      position="bottom-right"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'flex w-88 items-start gap-2.5 rounded-md bg-raised p-3 text-sm text-ink shadow-raised',
          description: 'text-xs text-muted',
          cancelButton: 'ml-auto shrink-0 rounded-sm border px-2 py-0.5 text-xs font-medium hover:bg-hover [&+[data-action]]:ml-0',
          actionButton: 'ml-auto shrink-0 rounded-sm border px-2 py-0.5 text-xs font-medium hover:bg-hover',
        },
      }}
    />
  );
}
