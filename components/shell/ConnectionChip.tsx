'use client';
import { useConnection } from '@/components/live/connection';
import { serverNow, useNow } from '@/components/live/useNow';
import { formatAgo } from '@/components/ui/time';
import { cn } from '@/components/ui/cn';

const WORDS = { live: 'Live', reconnecting: 'Reconnecting', offline: 'Offline' } as const;

/** Whether what the page shows is being kept true; if not, how old it is. */
export function ConnectionChip() {
  const { state, lastHeardAt } = useConnection();
  const first = state === 'reconnecting' && lastHeardAt === 0;
  useNow(state === 'reconnecting' || state === 'offline' ? 1000 : null);
  if (state === 'none') return null;
  return (
    <span role="status" className="flex h-6 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-full border px-2 text-xs text-muted">
      <svg viewBox="0 0 10 10" aria-hidden className={cn('size-2.5', state === 'live' ? 'text-status-done' : state === 'offline' ? 'text-status-failed' : 'text-status-held')}>
        <circle cx="5" cy="5" r="4" fill={state === 'live' ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.6" />
        {state === 'reconnecting' ? <path d="M5 1a4 4 0 0 1 0 8Z" fill="currentColor" /> : null}
      </svg>
      <span className="max-sm:sr-only">{first ? 'Connecting' : WORDS[state]}</span>
      {state !== 'live' && lastHeardAt > 0 ? <span className="text-faint max-lg:hidden">data as of {formatAgo(new Date(lastHeardAt).toISOString(), Math.max(lastHeardAt, serverNow()))}</span> : null}
    </span>
  );
}
