/** What the event of a signal says. Clients and people read these texts; they are Heat's. */
import { isMap } from '@/lib/hot/json';
import type { Json } from '@/lib/hot/types';
import type { SignalOutcome } from './resource-type';

/** The words of the resource's type or, where that has none, those of what was sent. Null: no event. */
export function signalText({ reason, sent }: Pick<SignalOutcome, 'reason' | 'sent'>): string | null {
  if (reason !== null) return `Signal: ${reason}`;
  return sent === undefined ? null : textOf(sent);
}

function textOf(sent: Json): string {
  if (sent === null) return 'No signal details provided';
  if (typeof sent === 'string') return sent;
  if (!isMap(sent)) return 'Unknown';
  const { previous, current, reason } = sent;
  if (previous === undefined || current === undefined || reason === undefined) return 'Unknown';
  return `alarm state changed from ${word(previous)} to ${word(current)} (${word(reason)})`;
}

function word(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
