'use client';
import { useEffect, useState, type ComponentType, type ReactNode } from 'react';

export interface ToastOptions {
  description?: ReactNode;
  action?: { label: string; onClick: () => void };
  /** Something else that can be done, before the action. */
  cancel?: { label: string; onClick: () => void };
  /** Milliseconds until it goes by itself. */
  duration?: number;
}

type Shown = 'plain' | 'error';
const listeners = new Set<() => void>();
let wanted = false;

/** What shows the news is loaded with the first of them. */
async function show(kind: Shown, message: ReactNode, options?: ToastOptions): Promise<void> {
  const { toast: plain } = await import('sonner');
  wanted = true;
  for (const listener of listeners) listener();
  if (kind === 'error') plain.error(message, options);
  else plain(message, options);
}

/** Short news about something the person just did. Never the only place of an error: those stay where they belong. */
export const toast = Object.assign((message: ReactNode, options?: ToastOptions) => void show('plain', message, options), {
  error: (message: ReactNode, options?: ToastOptions) => void show('error', message, options),
});

export function Toaster() {
  const [Shower, setShower] = useState<ComponentType | null>(null);
  useEffect(() => {
    const load = () => void import('./ToastShower').then((module) => setShower(() => module.ToastShower));
    if (wanted) load();
    listeners.add(load);
    return () => {
      listeners.delete(load);
    };
  }, []);
  return Shower === null ? null : <Shower />;
}
