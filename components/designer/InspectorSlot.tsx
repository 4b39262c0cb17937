'use client';
import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui/Skeleton';

/** The forms are loaded after the canvas can be seen. */
export const InspectorSlot = dynamic(() => import('./inspector/Inspector').then((module) => module.Inspector), {
  ssr: false,
  loading: () => <div role="status" aria-label="Loading the form" className="flex flex-col gap-3 p-4"><Skeleton className="h-5 w-40" /><Skeleton className="h-3 w-56" /></div>,
});
