'use client';
import type { ReactNode } from 'react';
import { lazily } from './lazily';

export interface SheetProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  /** Between title and close button: steps, chips. */
  heading?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** Tailwind width class. */
  width?: string;
}

const Box = lazily(async () => (await import('./SheetBox')).SheetBox);

/** A panel of full height from the right, for work of several steps. What draws it comes with the first. */
export function Sheet(props: SheetProps) {
  return props.open ? <Box {...props} /> : null;
}
