/** A stretch of text with one look. */
export interface AnsiSpan {
  text: string;
  /** 0 black to 7 white, as in SGR 30 to 37 (90 to 97 count the same). */
  colour: number | null;
  bold: boolean;
}

const SGR = /\u001b\[([0-9;]*)([A-Za-z])/g;

/** Splits a line by its colour codes; every other control sequence is left out. Looks do not carry over from the line before. */
export function ansiSpans(line: string): AnsiSpan[] {
  if (!line.includes('\u001b')) return [{ text: line, colour: null, bold: false }];
  const spans: AnsiSpan[] = [];
  let colour: number | null = null;
  let bold = false;
  let from = 0;
  for (const match of line.matchAll(SGR)) {
    if (match.index > from) spans.push({ text: line.slice(from, match.index), colour, bold });
    from = match.index + match[0].length;
    if (match[2] !== 'm') continue;
    for (const code of (match[1] || '0').split(';').map(Number)) {
      if (code === 0) [colour, bold] = [null, false];
      else if (code === 1) bold = true;
      else if (code === 22) bold = false;
      else if (code === 39) colour = null;
      else if (code >= 30 && code <= 37) colour = code - 30;
      else if (code >= 90 && code <= 97) colour = code - 90;
    }
  }
  if (from < line.length) spans.push({ text: line.slice(from), colour, bold });
  return spans;
}
