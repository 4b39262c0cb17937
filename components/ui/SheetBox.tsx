'use client';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { cn } from './cn';
import { IconButton } from './IconButton';
import { useDialogFocus } from './useDialogFocus';
import type { SheetProps } from './Sheet';

export function SheetBox({ open, onClose, title, description, heading, children, footer, width = 'w-[min(1120px,100vw)]' }: SheetProps) {
  const focus = useDialogFocus();
  return (
    <Radix.Root open={open} onOpenChange={(now) => (now ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          {...focus}
          className={cn('fixed inset-y-0 end-0 z-40 flex max-w-full animate-slide-in flex-col bg-canvas shadow-raised outline-none', width)}
        >
          <header className="flex h-14 shrink-0 items-center gap-4 border-b bg-surface px-5">
            <div className="min-w-0 flex-1">
              <Radix.Title className="truncate text-lg font-semibold leading-5">{title}</Radix.Title>
              {description ? <Radix.Description className="truncate text-xs text-muted">{description}</Radix.Description> : null}
            </div>
            {heading}
            <Radix.Close asChild><IconButton label="Close" icon={<X />} /></Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-hidden">{children}</div>
          {footer ? <footer className="flex h-14 shrink-0 items-center justify-end gap-2 border-t bg-surface px-5">{footer}</footer> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
