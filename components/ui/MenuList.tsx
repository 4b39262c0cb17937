'use client';
import { DropdownMenu as Radix } from 'radix-ui';
import { Keys } from '@/components/shell/Keys';
import { cn } from './cn';
import type { MenuItem, OpenedMenuProps } from './Menu';

/** A button with a list of actions. A disabled item stays reachable for the eye and says why in its hint. */
export function MenuList({ trigger, items, label, align = 'end', className, defaultOpen, onOpen }: OpenedMenuProps) {
  return (
    <Radix.Root modal={false} defaultOpen={defaultOpen} onOpenChange={(open) => { if (open) onOpen?.(); }}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          // Something that takes the focus by itself meanwhile, such as a card that was just selected, does not take the menu away.
          onFocusOutside={(event) => event.preventDefault()}
          className={cn('z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-56 max-w-88 animate-appear overflow-y-auto rounded-md bg-raised p-1 shadow-raised', className)}
        >
          {label ? <Radix.Label className="px-2 pb-1 pt-1.5 text-xs font-medium text-muted">{label}</Radix.Label> : null}
          {items.map((item, index) =>
            item === 'separator' ? <Radix.Separator key={`separator-${index}`} className="my-1 h-px bg-border" /> : <Row key={item.id} item={item} />,
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Row({ item }: { item: MenuItem }) {
  return (
    <Radix.Item
      disabled={item.disabled}
      onSelect={item.onSelect}
      className="flex cursor-pointer select-none items-start gap-2.5 rounded-sm px-2 py-1.5 text-sm outline-none data-disabled:cursor-not-allowed data-highlighted:bg-hover [&_svg]:mt-px [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {item.icon}
      <span className="min-w-0 flex-1">
        <span className={cn('block', item.disabled && 'text-faint')}>{item.label}</span>
        {item.hint ? <span className="block text-xs text-muted">{item.hint}</span> : null}
      </span>
      {item.keys ? <Keys of={item.keys} /> : null}
    </Radix.Item>
  );
}
