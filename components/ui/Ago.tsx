'use client';
import { serverNow, useNow } from '@/components/live/useNow';
import { formatAgo, formatMoment } from './time';

/** How long ago something was; the exact time, local and UTC, on hover. */
export function Ago({ at, className }: { at: string; className?: string }) {
  // Said by the server already: what appears later moves what stands beside it.
  const now = useNow(10_000) || serverNow();
  return (
    // What it says on hover is made then: a list has a hundred of these.
    <time dateTime={at} onPointerEnter={(event) => { event.currentTarget.title = formatMoment(at); }} className={className} suppressHydrationWarning>
      {formatAgo(at, now)}
    </time>
  );
}
