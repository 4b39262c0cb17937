import { cn } from '@/components/ui/cn';
import { ansiSpans } from './ansi';
import type { LogLine } from '@/components/live/logBuffer';
import { formatClock } from '@/components/ui/time';

const COLOURS = [
  'text-(--ansi-black)', 'text-(--ansi-red)', 'text-(--ansi-green)', 'text-(--ansi-yellow)',
  'text-(--ansi-blue)', 'text-(--ansi-magenta)', 'text-(--ansi-cyan)', 'text-(--ansi-white)',
] as const;

export interface LogTextProps {
  line: LogLine;
  numbered?: boolean;
  times?: boolean;
  wrap?: boolean;
  find?: string;
}

/** Longer lines are shown so far; all of a line is in the file. */
const LONGEST = 4000;

/** One line of script output. Lines of standard error carry a mark, so that they are told apart without colour. */
export function LogText({ line, numbered = false, times = false, wrap = false, find = '' }: LogTextProps) {
  const isError = line.stream === 'stderr';
  if (line.stream === 'gap') return <div role="note" className="flex h-4.5 items-center gap-2 bg-status-held/15 ps-12 font-sans text-xs text-ink"><span aria-hidden>⋯</span>{line.text}</div>;
  const text = line.text.length > LONGEST ? `${line.text.slice(0, LONGEST)}…` : line.text;
  return (
    <div className={cn('flex min-h-4.5 whitespace-pre font-mono text-xs leading-4.5', isError && 'bg-status-failed/8')}>
      {numbered ? <span aria-hidden className="w-12 shrink-0 select-none pe-3 text-end tabular-nums text-faint">{line.number}</span> : null}
      {times ? <span className="w-26 shrink-0 select-none pe-3 tabular-nums text-faint">{formatClock(line.at, true)}</span> : null}
      <span aria-hidden className="w-4 shrink-0 select-none font-semibold text-status-failed">{isError ? '!' : ''}</span>
      {isError ? <span className="sr-only">error: </span> : null}
      <span className={cn('min-w-0 text-ink', wrap && 'whitespace-pre-wrap break-all')}>
        {ansiSpans(text).map((span, index) => (
          <span key={index} className={cn(span.colour !== null && COLOURS[span.colour], span.bold && 'font-bold')}>
            {find ? <Marked text={span.text} find={find} /> : span.text}
          </span>
        ))}
      </span>
    </div>
  );
}

/** The text with every occurrence of what was searched for marked. */
function Marked({ text, find }: { text: string; find: string }) {
  const parts: { text: string; hit: boolean }[] = [];
  const lower = text.toLowerCase();
  const wanted = find.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push({ text: text.slice(from, at), hit: false }, { text: text.slice(at, at + wanted.length), hit: true });
    from = at + wanted.length;
  }
  parts.push({ text: text.slice(from), hit: false });
  return parts.map((part, index) => (part.hit ? <mark key={index} className="rounded-xs bg-status-held/35 text-ink">{part.text}</mark> : part.text));
}
