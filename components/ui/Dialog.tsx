'use client';
import type { ReactNode } from 'react';
import { lazily } from './lazily';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** One sentence about what it is for. */
  description?: ReactNode;
  children: ReactNode;
  /** Buttons, the one that acts last. */
  footer?: ReactNode;
  width?: 'md' | 'lg' | 'xl';
  /** Only its own buttons close it: what it shows is not shown again. */
  stays?: boolean;
}

const Box = lazily(async () => (await import('./DialogBox')).DialogBox);

/** A window over the page. Most pages are looked at without one, so what draws it comes with the first. */
export function Dialog(props: DialogProps) {
  return props.open ? <Box {...props} /> : null;
}
