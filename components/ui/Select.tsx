'use client';
import { type ComponentType, type KeyboardEvent, type PointerEvent, useId, useState } from 'react';
import { ChevronDown } from 'lucide-react';
import { cn } from './cn';
import { fieldClasses } from './Input';

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

export interface SelectProps {
  id?: string;
  value: string | undefined;
  options: readonly SelectOption[];
  onChange: (value: string) => void;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  'aria-label'?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
}

export const triggerClasses = cn(fieldClasses, 'flex h-8 items-center justify-between gap-2 text-start data-placeholder:text-faint');

type Opened = ComponentType<SelectProps & { placeholder: string; defaultOpen: boolean }>;
let loaded: Opened | null = null;

async function load(): Promise<Opened> {
  loaded ??= (await import('./SelectList')).SelectList;
  return loaded;
}

/** One of a list. Option values must not be empty; no choice yet is `undefined`. What shows the list is loaded when somebody comes near, as that of a menu is. */
export function Select({ placeholder = 'Choose...', ...props }: SelectProps) {
  const [List, setList] = useState<Opened | null>(() => loaded);
  const [asked, setAsked] = useState(false);
  const list = useId();
  if (List !== null) return <List {...props} placeholder={placeholder} defaultOpen={asked} />;
  const { id, value, options, disabled, className, onChange: _, ...aria } = props;
  const chosen = options.find((option) => option.value === value);
  const near = () => void load();
  const open = () => void load().then((loadedList) => {
    setAsked(true);
    setList(() => loadedList);
  });
  return (
    <button
      type="button" role="combobox" id={id} aria-expanded={false} aria-controls={list} aria-autocomplete="none" {...aria} disabled={disabled} data-state="closed" data-disabled={disabled ? '' : undefined} data-placeholder={chosen ? undefined : ''}
      className={cn(triggerClasses, className)} onPointerEnter={near} onFocus={near}
      onPointerDown={(event: PointerEvent) => {
        if (event.pointerType === 'mouse' && event.button === 0 && !event.ctrlKey) open();
      }}
      onClick={open}
      onKeyDown={(event: KeyboardEvent) => {
        // Letters look for an option in the list that opens.
        if (!['ArrowDown', 'ArrowUp'].includes(event.key) && (event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey)) return;
        event.preventDefault();
        open();
      }}
    >
      <span className="truncate"><span>{chosen?.label ?? placeholder}</span></span>
      <span aria-hidden><ChevronDown className="size-4 shrink-0 text-faint" aria-hidden /></span>
    </button>
  );
}
