import { describe, expect, it } from 'vitest';
import { ansiSpans } from './ansi';

describe('colours of a line', () => {
  it('follow the codes until they are reset', () => {
    expect(ansiSpans('\u001b[1;31mbad\u001b[0m ok')).toEqual([{ text: 'bad', colour: 1, bold: true }, { text: ' ok', colour: null, bold: false }]);
  });

  it('leave other control sequences out', () => {
    expect(ansiSpans('a\u001b[2Kb').map((span) => span.text).join('')).toBe('ab');
  });
});
