import type { ComponentProps } from 'react';
import { Slot } from 'radix-ui';
import { type ButtonVariant, buttonLooks } from './buttonLooks';
import { cn } from './cn';

export type { ButtonVariant } from './buttonLooks';

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  size?: 'sm' | 'md';
  /** Renders its one child (a link, mostly) with the looks of a button. */
  asChild?: boolean;
}

export function Button({ variant = 'secondary', size = 'md', asChild = false, className, type, ...rest }: ButtonProps) {
  const Component = asChild ? Slot.Root : 'button';
  return (
    <Component
      {...(asChild ? {} : { type: type ?? 'button' })}
      className={cn(buttonLooks(variant, size), className)}
      {...rest}
    />
  );
}
