import type { EarlierEvents } from '@/components/live/useEarlierEvents';
import { Button } from '@/components/ui/Button';
import { formatMoment } from '@/components/ui/time';

/** Where what is shown goes back further than the events that the page holds: says so, and reads them. `from`: how far it goes back, in milliseconds since 1970. */
export function EarlierEventsNotice({ earlier: { before, state, read }, from = -Infinity }: { earlier: EarlierEvents; from?: number }) {
  if (before === null || from >= before) return null;
  return (
    <p role="status" className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-sunken px-4 py-1.5 text-sm text-muted">
      {state === 'failed' ? 'Earlier events could not be read.' : `More happened before ${formatMoment(new Date(before).toISOString())}.`}
      <Button size="sm" onClick={read} disabled={state === 'reading'}>{state === 'reading' ? 'Reading…' : state === 'failed' ? 'Try again' : 'Read earlier events'}</Button>
    </p>
  );
}
