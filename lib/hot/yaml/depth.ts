/**
 * Where a text nests deeper than a limit, found before any parser that recurses sees it: brackets of flow collections, growing
 * indentation, and `- - -` or `? ? ?` on one line. Brackets in comments, quotes, plain texts and block scalars are text: scripts
 * are full of them. Reads the text once.
 */
export function tooDeep(text: string, limit: number): number | null {
  const indents: number[] = [];
  let brackets = 0;
  let block: number | null = null;
  let at = 0;
  while (at < text.length) {
    const line = readLineStart(text, at);
    if (block !== null && (line.blank || line.spaces > block)) {
      at = nextLine(text, at);
      continue;
    }
    block = null;
    if (line.markers > limit) return line.content;
    if (brackets === 0 && !line.blank) {
      while (indents.length > 0 && (indents.at(-1) ?? 0) >= line.indent) indents.pop();
      indents.push(line.indent);
      if (indents.length > limit) return line.content;
    }
    const rest = readContent(text, line.content, brackets, limit);
    if (rest.deep !== null) return rest.deep;
    if (rest.brackets === 0 && opensBlock(text, line.content, rest.end)) block = line.spaces;
    brackets = rest.brackets;
    at = nextLine(text, rest.end);
  }
  return null;
}

interface LineStart {
  /** Leading spaces alone. */
  spaces: number;
  /** Spaces, dashes and question marks before the content. */
  indent: number;
  markers: number;
  content: number;
  blank: boolean;
}

function readLineStart(text: string, start: number): LineStart {
  let at = start;
  while (text[at] === ' ') at++;
  const spaces = at - start;
  let markers = 0;
  while ((text[at] === '-' || text[at] === '?') && (text[at + 1] === ' ' || text[at + 1] === '\n' || at + 1 === text.length)) {
    markers++;
    at++;
    while (text[at] === ' ') at++;
  }
  return { spaces, indent: at - start, markers, content: at, blank: at >= text.length || text[at] === '\n' || text[at] === '\r' };
}

/** Reads to the end of the line, or of the line in which a quote that began here ends. */
function readContent(text: string, start: number, open: number, limit: number): { end: number; brackets: number; deep: number | null } {
  let brackets = open;
  let at = start;
  /** A token may begin here: what looks like a quote or bracket is one. */
  let begins = true;
  for (; at < text.length && text[at] !== '\n'; at++) {
    const char = text[at];
    if (char === ' ' || char === '\t') {
      begins ||= /[:,[{?-]/.test(text[at - 1] ?? '') || brackets > 0;
      continue;
    }
    if (char === '#' && (at === start || text[at - 1] === ' ')) return { end: lineEnd(text, at), brackets, deep: null };
    if ((char === '"' || char === "'") && begins) {
      at = quoteEnd(text, at);
      begins = brackets > 0;
      continue;
    }
    if ((char === '[' || char === '{') && (begins || brackets > 0)) {
      brackets++;
      if (brackets > limit) return { end: at, brackets, deep: at };
    } else if ((char === ']' || char === '}') && brackets > 0) {
      brackets--;
    }
    begins = brackets > 0 && /[,:[{]/.test(char ?? '');
  }
  return { end: at, brackets, deep: null };
}

function quoteEnd(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote && quote === "'" && text[at + 1] === quote) at++;
    else if (text[at] === quote) return at;
  }
  return text.length;
}

/** True when the content ends with the header of a block scalar: `|`, `>-`, `|2`. */
function opensBlock(text: string, start: number, end: number): boolean {
  const tail = text.slice(Math.max(start, end - 200), end);
  return /(^|[\s:-])[|>][+-]?\d?[+-]?\s*(\s#.*)?$/.test(tail);
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function nextLine(text: string, at: number): number {
  return lineEnd(text, at) + 1;
}
