'use client';
import type { ComponentProps, ReactNode } from 'react';
import type { KeyId } from '@/components/shell/keymapTable';
import { FINGER } from './buttonLooks';
import { cn } from './cn';
import { Tooltip } from './Tooltip';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** What it does: its name for screen readers and its tooltip. */
  label: string;
  /** What it would do it to, in the tooltip. */
  about?: string | undefined;
  icon: ReactNode;
  /** Keys that do the same, shown in the tooltip. */
  keys?: KeyId;
  active?: boolean;
  side?: 'top' | 'right' | 'bottom' | 'left';
}

export function IconButton({ label, about, icon, keys, active, side, className, type, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={about === undefined ? label : `${label}: ${about}`} keys={keys} side={side}>
      <button
        type={type ?? 'button'}
        aria-label={label}
        aria-pressed={active}
        className={cn(
          'inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-100 hover:bg-hover hover:text-ink',
          FINGER,
          'disabled:opacity-40 aria-pressed:bg-selected aria-pressed:text-ink [&>svg]:size-4',
          className,
        )}
        {...rest}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
