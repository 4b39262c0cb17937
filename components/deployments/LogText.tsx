import { cn } from '@/components/ui/cn';
import { ansiSpans } from './ansi';
import type { LogLine } from './logLines';

const COLOURS = [
  'text-(--ansi-black)', 'text-(--ansi-red)', 'text-(--ansi-green)', 'text-(--ansi-yellow)',
  'text-(--ansi-blue)', 'text-(--ansi-magenta)', 'text-(--ansi-cyan)', 'text-(--ansi-white)',
] as const;

/** One line of script output. Lines of standard error carry a mark, so that they are told apart without colour. */
export function LogText({ line, numbered = false, find = '' }: { line: LogLine; numbered?: boolean; find?: string }) {
  const isError = line.stream === 'stderr';
  return (
    <div className={cn('flex min-h-4.5 whitespace-pre font-mono text-xs leading-4.5', isError && 'bg-status-failed/8')}>
      {numbered ? <span aria-hidden className="w-12 shrink-0 select-none pr-3 text-right text-faint">{line.number}</span> : null}
      <span aria-hidden className="w-4 shrink-0 select-none font-semibold text-status-failed">{isError ? '!' : ''}</span>
      {isError ? <span className="sr-only">error: </span> : null}
      <span className="text-ink">
        {ansiSpans(line.text).map((span, index) => (
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
