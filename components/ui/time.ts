/** Times and durations in words. All take and give milliseconds, or ISO strings where said. */

/** `850 ms`, `12 s`, `4 m 05 s`, `2 h 10 m`, `3 d 4 h`. */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m ${String(seconds % 60).padStart(2, '0')} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} m`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `just now`, `40 s ago`, `3 min ago`, `2 h ago`, `5 d ago`. */
export function formatAgo(iso: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(iso)) / 1000));
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

/** Made once, and when needed: to make one takes as long as to use it a hundred times. */
let clocks: Intl.DateTimeFormat | null = null;
let moments: Intl.DateTimeFormat | null = null;

/** `10:42:07` in the reader's time zone. */
export function formatClock(at: string | number, withMilliseconds = false): string {
  const date = new Date(at);
  clocks ??= new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: 'numeric', second: 'numeric', hour12: false });
  const clock = clocks.format(date);
  return withMilliseconds ? `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}` : clock;
}

/** The full local time and the same in UTC, for tooltips. */
export function formatMoment(iso: string): string {
  moments ??= new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', hour12: false, timeZoneName: 'short' });
  return `${moments.format(new Date(iso))} (${iso})`;
}

/** `12,345`. Not by the browser's own, which takes a tenth of a second to begin on a slow machine, and may write otherwise than the server. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
