import type { LogPiece } from './logBuffer';

/** `[seq, 'o' | 'e', milliseconds, text]`: a piece of output, as a line of the answer. */
type Wire = readonly [number, 'o' | 'e', number, string];

export interface LogRange {
  /** Pieces after this number. */
  after?: number;
  /** Pieces before this number. */
  until?: number;
  /** About so many pieces at the end only. */
  tail?: number;
}

export function logAddress(project: string, configId: string, range: LogRange & { format?: 'text' } = {}): string {
  const query = new URLSearchParams({ project });
  for (const [name, value] of Object.entries(range)) query.set(name, String(value));
  return `/api/logs/${encodeURIComponent(configId)}?${query}`;
}

/** Reads output and hands it over as it arrives; answers how many lines stand before what was asked for. */
export async function fetchLog(address: string, take: (pieces: LogPiece[]) => void, signal: AbortSignal): Promise<number> {
  const response = await fetch(address, { signal });
  if (!response.ok || !response.body) throw new Error(`The output could not be read: the server answered ${response.status}.`);
  const before = Number(response.headers.get('x-lines-before') ?? 0);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const end = value.lastIndexOf('\n');
    if (end < 0) {
      rest += value;
      continue;
    }
    take(pieces(rest + value.slice(0, end)));
    rest = value.slice(end + 1);
  }
  if (rest !== '') take(pieces(rest));
  return before;
}

function pieces(lines: string): LogPiece[] {
  return lines.split('\n').flatMap((line): LogPiece[] => {
    if (line === '') return [];
    const [seq, stream, at, text]: Wire = JSON.parse(line);
    return [{ seq, stream: stream === 'o' ? 'stdout' : 'stderr', at, text }];
  });
}
