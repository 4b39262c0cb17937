'use client';
import { serverNow, useNow } from '@/components/live/useNow';
import { cn } from '@/components/ui/cn';

/** An agent speaks up at least this often; past three times that something is wrong. In seconds. */
const FRESH = 30;
const OLD = 300;

/** Full circle: heard just now; half: a while ago; empty: gone. */
export function Presence({ lastSeenAt, revoked = false }: { lastSeenAt: string | null; revoked?: boolean }) {
  const now = useNow(5000) || serverNow();
  const age = revoked ? Infinity : lastSeenAt ? (now - Date.parse(lastSeenAt)) / 1000 : Infinity;
  const [word, tone] = revoked ? ['Revoked', 'text-status-failed'] : age < FRESH ? ['Online', 'text-status-done'] : age < OLD ? ['Silent', 'text-status-held'] : ['Offline', 'text-status-waiting'];
  return (
    <span className="flex items-center gap-2" suppressHydrationWarning>
      <svg viewBox="0 0 12 12" aria-hidden className={cn('size-3', tone)}>
        <circle cx="6" cy="6" r="5" fill={age < FRESH ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.6" />
        {age >= FRESH && age < OLD ? <path d="M6 1a5 5 0 0 1 0 10Z" fill="currentColor" /> : null}
      </svg>
      {word}
    </span>
  );
}
