'use client';
import { useNow } from '@/components/live/useNow';
import { formatDuration } from '@/components/ui/time';

/** How long something took, or is taking: it grows by itself while `to` is null. */
export function Elapsed({ from, to, className }: { from: string; to: string | null; className?: string }) {
  const now = useNow(to === null ? 500 : null);
  const end = to === null ? now : Date.parse(to);
  return <span className={className} suppressHydrationWarning>{end === 0 ? '' : formatDuration(end - Date.parse(from))}</span>;
}
