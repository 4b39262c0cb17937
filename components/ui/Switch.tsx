'use client';
import { Switch as Radix } from 'radix-ui';
import { cn } from './cn';

export interface SwitchProps {
  id?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  'aria-label'?: string;
  'aria-describedby'?: string;
}

export function Switch({ checked, onChange, ...rest }: SwitchProps) {
  return (
    <Radix.Root
      checked={checked}
      onCheckedChange={onChange}
      className={cn(
        'inline-flex h-5 w-9 shrink-0 items-center rounded-full border px-0.5 transition-colors disabled:opacity-40',
        checked ? 'border-accent bg-accent' : 'border-border-strong bg-sunken',
      )}
      {...rest}
    >
      <Radix.Thumb className={cn('block size-3.5 rounded-full transition-transform', checked ? 'translate-x-4 bg-on-accent' : 'bg-muted')} />
    </Radix.Root>
  );
}
