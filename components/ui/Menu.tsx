'use client';
import { useState, type ComponentType, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { Slot } from 'radix-ui';

export interface MenuItem {
  id: string;
  label: ReactNode;
  /** Second line: what it will do, or why it cannot be done now. */
  hint?: ReactNode;
  icon?: ReactNode;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

export interface MenuProps {
  trigger: ReactNode;
  items: readonly (MenuItem | 'separator')[];
  label?: string;
  align?: 'start' | 'end';
  className?: string;
}

type Opened = ComponentType<MenuProps & { defaultOpen: boolean }>;
let loaded: Opened | null = null;

async function load(): Promise<Opened> {
  loaded ??= (await import('./MenuList')).MenuList;
  return loaded;
}

/** A button with a list of actions. What shows the list is loaded when somebody comes near the first such button; many pages never need it. */
export function Menu(props: MenuProps) {
  // Once it is here, buttons are born with it: none is exchanged for another under the finger that presses it.
  const [List, setList] = useState<Opened | null>(() => loaded);
  const [asked, setAsked] = useState(false);
  if (List !== null) return <List {...props} defaultOpen={asked} />;
  const near = () => void load();
  const open = () => void load().then((list) => {
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
