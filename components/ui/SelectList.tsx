'use client';
import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { cn } from './cn';
import { type SelectProps, triggerClasses } from './Select';

/** The list of a `Select`, and its button from then on. */
export function SelectList({ id, value, options, onChange, placeholder, disabled, className, defaultOpen, ...aria }: SelectProps & { placeholder: string; defaultOpen: boolean }) {
  return (
    <Radix.Root value={value ?? ''} onValueChange={onChange} disabled={disabled} defaultOpen={defaultOpen}>
      <Radix.Trigger id={id} {...aria} className={cn(triggerClasses, className)}>
        <span className="truncate"><Radix.Value placeholder={placeholder} /></span>
        <Radix.Icon><ChevronDown className="size-4 shrink-0 text-faint" aria-hidden /></Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content position="popper" sideOffset={4} collisionPadding={8} className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-appear overflow-hidden rounded-md bg-raised p-1 shadow-raised">
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="flex h-8 select-none items-center gap-2 rounded-sm ps-2 pe-3 text-sm outline-none data-disabled:opacity-40 data-highlighted:bg-hover"
              >
                <span className="flex size-4 items-center justify-center"><Radix.ItemIndicator><Check className="size-3.5" aria-hidden /></Radix.ItemIndicator></span>
                <Radix.ItemText>{option.label}</Radix.ItemText>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
