'use client';
import { lazily } from '@/components/ui/lazily';
import { Skeleton } from '@/components/ui/Skeleton';

/** The forms are loaded after the canvas can be seen. */
export const InspectorSlot = lazily(
  async () => (await import('./inspector/Inspector')).Inspector,
  <div role="status" aria-label="Loading the form" className="flex flex-col gap-3 p-4"><Skeleton className="h-5 w-40" /><Skeleton className="h-3 w-56" /></div>,
);
