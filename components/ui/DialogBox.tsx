'use client';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { cn } from './cn';
import { IconButton } from './IconButton';
import { useDialogFocus } from './useDialogFocus';
import type { DialogProps } from './Dialog';

const WIDTHS = { md: 'w-[480px]', lg: 'w-[720px]', xl: 'w-[1040px]' };

export function DialogBox({ open, onClose, title, description, children, footer, width = 'md', stays = false }: DialogProps) {
  const focus = useDialogFocus();
  return (
    <Radix.Root open={open} onOpenChange={(now) => (now ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <div className="pointer-events-none fixed inset-0 z-40 flex items-center justify-center p-6">
          <Radix.Content
            {...(description ? {} : { 'aria-describedby': undefined })}
            {...focus}
            {...(stays ? { onInteractOutside: prevented, onEscapeKeyDown: prevented } : {})}
            className={cn('pointer-events-auto flex max-h-full max-w-full animate-appear flex-col rounded-lg bg-raised shadow-raised outline-none', WIDTHS[width])}
          >
            <Heading title={title} description={description} />
            <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5 pt-1" tabIndex={-1}>{children}</div>
            {footer ? <div className="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3">{footer}</div> : null}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

function prevented(event: Event): void {
  event.preventDefault();
}

function Heading({ title, description }: Pick<DialogProps, 'title' | 'description'>) {
  return (
    <div className="flex items-start gap-4 px-5 pb-2 pt-4">
      <div className="min-w-0 flex-1">
        <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
        {description ? <Radix.Description className="mt-0.5 text-sm text-muted">{description}</Radix.Description> : null}
      </div>
      <Radix.Close asChild><IconButton label="Close" icon={<X />} className="-me-2 -mt-1" /></Radix.Close>
    </div>
  );
}
