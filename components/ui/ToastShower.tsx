'use client';
import { Toaster as Sonner } from 'sonner';

export function ToastShower() {
  return (
    <Sonner
      position="bottom-right"
      // Above the footers of sheets and dialogs, whose last button is the one somebody came for.
      offset={{ bottom: 72 }}
      mobileOffset={{ bottom: 72 }}
      style={{ fontFamily: 'inherit' }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'flex w-88 items-start gap-2.5 rounded-md bg-raised p-3 text-sm text-ink shadow-raised',
          title: 'font-medium',
          description: 'text-xs text-muted',
          cancelButton: 'ms-auto shrink-0 rounded-sm border px-2 py-0.5 text-xs font-medium hover:bg-hover [&+[data-action]]:ms-0',
          actionButton: 'ms-auto shrink-0 rounded-sm border px-2 py-0.5 text-xs font-medium hover:bg-hover',
        },
      }}
    />
  );
}
