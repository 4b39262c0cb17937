import type { LogChunk } from '@/lib/wire/types';

export interface LogLine {
  number: number;
  stream: 'stdout' | 'stderr';
  text: string;
  at: string;
}

/**
 * Chunks are pieces of two byte streams, cut anywhere; lines are what people read. A line takes its place where it began, and is shown
 * before its end has arrived. A carriage return within a line starts it over, as on a terminal.
 *
 * @param chunks of one run, in the order of their numbers
 */
export function logLines(chunks: readonly LogChunk[]): LogLine[] {
  const lines: LogLine[] = [];
  const open: Partial<Record<LogChunk['stream'], LogLine>> = {};
  for (const chunk of chunks) {
    const parts = chunk.text.split('\n');
    for (const [index, part] of parts.entries()) {
      const last = index === parts.length - 1;
      const unfinished = open[chunk.stream];
      if (unfinished) unfinished.text = overwrite(unfinished.text + part);
      else if (!last || part !== '') {
        const line: LogLine = { number: lines.length + 1, stream: chunk.stream, text: overwrite(part), at: chunk.at };
        lines.push(line);
        open[chunk.stream] = line;
      }
      if (!last) delete open[chunk.stream];
    }
  }
  return lines;
}

function overwrite(text: string): string {
  const trimmed = text.endsWith('\r') ? text.slice(0, -1) : text;
  return trimmed.slice(trimmed.lastIndexOf('\r') + 1);
}
