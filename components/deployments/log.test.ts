import { describe, expect, it } from 'vitest';
import type { LogChunk } from '@/lib/wire/types';
import { ansiSpans } from './ansi';
import { logLines } from './logLines';

const chunk = (seq: number, stream: 'stdout' | 'stderr', text: string): LogChunk => ({ seq, stream, text, deploymentId: 'd', configId: 'c', at: '2026-01-01T00:00:00.000Z' });
const read = (...chunks: LogChunk[]) => logLines(chunks).map((line) => `${line.stream}: ${line.text}`);

describe('lines of a log', () => {
  it('are joined from chunks that were cut anywhere', () => {
    expect(read(chunk(1, 'stdout', 'one\ntw'), chunk(2, 'stdout', 'o\nthree'))).toEqual(['stdout: one', 'stdout: two', 'stdout: three']);
  });

  it('keep the two streams apart, each line where it began', () => {
    expect(read(chunk(1, 'stdout', 'out '), chunk(2, 'stderr', 'error\n'), chunk(3, 'stdout', 'goes on\n'))).toEqual(['stdout: out goes on', 'stderr: error']);
  });

  it('keep empty lines, and add none at the end', () => {
    expect(read(chunk(1, 'stdout', 'a\n\nb\n'))).toEqual(['stdout: a', 'stdout: ', 'stdout: b']);
  });

  it('start over at a carriage return', () => {
    expect(read(chunk(1, 'stdout', '10%\r50%\r100%\r\ndone'))).toEqual(['stdout: 100%', 'stdout: done']);
  });
});

describe('colours of a line', () => {
  it('follow the codes until they are reset', () => {
    expect(ansiSpans('\u001b[1;31mbad\u001b[0m ok')).toEqual([{ text: 'bad', colour: 1, bold: true }, { text: ' ok', colour: null, bold: false }]);
  });

  it('leave other control sequences out', () => {
    expect(ansiSpans('a\u001b[2Kb').map((span) => span.text).join('')).toBe('ab');
  });
});
