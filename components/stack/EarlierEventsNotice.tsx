import type { EarlierEvents } from '@/components/live/useEarlierEvents';
import { Button } from '@/components/ui/Button';

/** Where what is shown goes back further than the events that the page holds: says so, and reads them. `from`: how far it goes back, in milliseconds since 1970. */
export function EarlierEventsNotice({ earlier: { before, state, read }, from = -Infinity }: { earlier: EarlierEvents; from?: number }) {
  if (before === null || from >= before) return null;
  return (
    <p role="status" className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-sunken px-4 py-1.5 text-sm text-muted">
      {state === 'failed' ? 'Earlier events could not be read.' : `What happened before ${new Date(before).toLocaleString(undefined, { hour12: false })} is not on this page yet.`}
      <Button size="sm" onClick={read} disabled={state === 'reading'}>{state === 'reading' ? 'Reading…' : state === 'failed' ? 'Try again' : 'Read earlier events'}</Button>
    </p>
  );
}
