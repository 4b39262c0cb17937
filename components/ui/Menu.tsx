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

/** A button with a list of actions. What shows the list is loaded when somebody comes near the button; most are never opened. */
export function Menu(props: MenuProps) {
  const [List, setList] = useState<Opened | null>(null);
  if (List !== null) return <List {...props} defaultOpen />;
  const near = () => void load();
  const open = () => void load().then((list) => setList(() => list));
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
