'use client';
import { useNow } from '@/components/live/useNow';
import { formatAgo, formatMoment } from './time';

/** How long ago something was; the exact time, local and UTC, on hover. */
export function Ago({ at, className }: { at: string; className?: string }) {
  const now = useNow(10_000);
  return (
    <time dateTime={at} title={formatMoment(at)} className={className} suppressHydrationWarning>
      {now === 0 ? '' : formatAgo(at, now)}
    </time>
  );
}
