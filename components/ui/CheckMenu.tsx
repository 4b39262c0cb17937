'use client';
import type { ReactNode } from 'react';
import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';

export interface CheckMenuProps {
  trigger: ReactNode;
  label: string;
  items: readonly { id: string; label: ReactNode; checked: boolean }[];
  onToggle: (id: string) => void;
}

/** A button with a list of things that are on or off; it stays open while they are chosen. */
export function CheckMenu({ trigger, label, items, onToggle }: CheckMenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align="end" sideOffset={4} collisionPadding={8} className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-80 animate-appear overflow-y-auto rounded-md bg-raised p-1 shadow-raised">
          <Radix.Label className="px-2 pb-1 pt-1.5 text-xs font-medium text-muted">{label}</Radix.Label>
          {items.map((item) => (
            <Radix.CheckboxItem key={item.id} checked={item.checked} onCheckedChange={() => onToggle(item.id)} onSelect={(event) => event.preventDefault()} className="flex cursor-pointer select-none items-center gap-2.5 rounded-sm px-2 py-1.5 text-sm outline-none data-highlighted:bg-hover">
              <span className="flex size-4 shrink-0 items-center justify-center rounded-sm border border-border-strong"><Radix.ItemIndicator><Check aria-hidden className="size-3" /></Radix.ItemIndicator></span>
              <span className="min-w-0 flex-1 truncate">{item.label}</span>
            </Radix.CheckboxItem>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
