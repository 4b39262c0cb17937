'use client';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { Look } from '@/components/live/useLook';
import { formatClock } from '@/components/ui/time';
import { cn } from '@/components/ui/cn';

/** What it answered when it was asked what it is now. */
export function LookAnswer({ look }: { look: Look }) {
  const now = look.data;
  const words = now === undefined ? null : (now.words ?? (now.changed.length > 0 ? `It is as it was sent; ${now.changed.join(', ')} changed since.` : now.attributes === null ? 'It is there.' : 'It is there, as recorded.'));
  return (
    <div aria-live="polite" className="empty:hidden">
      {look.error ? <p className="mt-2 text-sm">{look.error.message}</p> : null}
      {now ? (
        <p className="mt-2 flex items-start gap-1.5 text-sm">
          {now.state === 'as recorded' ? <CircleCheck aria-hidden className="mt-0.5 size-3.5 shrink-0 text-status-done" /> : <TriangleAlert aria-hidden className={cn('mt-0.5 size-3.5 shrink-0', now.state === 'wrong' ? 'text-status-failed' : 'text-status-held')} />}
          <span className="min-w-0 break-words">{words} <span className="text-xs text-muted">Asked at {formatClock(now.askedAt)}, answered in {now.tookMs.toLocaleString('en')} ms.</span></span>
        </p>
      ) : null}
    </div>
  );
}
