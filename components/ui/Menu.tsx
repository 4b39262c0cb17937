'use client';
import { useState, type ComponentType, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { Slot } from 'radix-ui';
import type { KeyId } from '@/components/shell/keymapTable';

export interface MenuItem {
  id: string;
  label: ReactNode;
  /** Second line: what it will do, or why it cannot be done now. */
  hint?: ReactNode;
  icon?: ReactNode;
  keys?: KeyId;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

export type MenuItems = readonly (MenuItem | 'separator')[];

export interface MenuProps {
  trigger: ReactNode;
  /** Where pictures and words of the items are as large as the menu: what makes them, loaded with the list. */
  items: MenuItems | (() => Promise<MenuItems>);
  label?: string;
  align?: 'start' | 'end';
  className?: string;
}

export type OpenedMenuProps = Omit<MenuProps, 'items'> & { items: MenuItems; defaultOpen: boolean; onOpen?: () => void };
type Opened = ComponentType<OpenedMenuProps>;
let loaded: Opened | null = null;

async function load(): Promise<Opened> {
  loaded ??= (await import('./MenuList')).MenuList;
  return loaded;
}

/** A button with a list of actions. What shows the list is loaded when somebody comes near the first such button; many pages never need it. */
export function Menu({ items, ...props }: MenuProps) {
  // Once it is here, buttons are born with it: none is exchanged for another under the finger that presses it.
  const [List, setList] = useState<Opened | null>(() => (typeof items === 'function' ? null : loaded));
  const [asked, setAsked] = useState(false);
  const [made, setMade] = useState<MenuItems>([]);
  if (List !== null) return typeof items === 'function' ? <List {...props} items={made} defaultOpen={asked} onOpen={() => void items().then(setMade)} /> : <List {...props} items={items} defaultOpen={asked} />;
  const near = () => {
    void load();
    if (typeof items === 'function') void items();
  };
  const open = () => void Promise.all([load(), typeof items === 'function' ? items() : items]).then(([list, now]) => {
    setMade(now);
    setAsked(true);
    setList(() => list);
  });
  return (
    <Slot.Root
      aria-haspopup="menu" aria-expanded={false} data-state="closed" onPointerEnter={near} onFocus={near}
      onPointerDown={(event: PointerEvent) => {
        // As a menu does: with the left button, and not for the menu of the browser.
        if (event.button === 0 && !event.ctrlKey) open();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (!['Enter', ' ', 'ArrowDown'].includes(event.key)) return;
        event.preventDefault();
        open();
      }}
    >
      {props.trigger}
    </Slot.Root>
  );
}
