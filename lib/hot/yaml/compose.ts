import { Composer, CST, type Document, Lexer, LineCounter, Parser, YAMLParseError } from 'yaml';

export interface Composition {
  /** Null when there was too much of something; then only the faults say anything. */
  document: Document.Parsed | null;
  lines: LineCounter;
  faults: readonly YAMLParseError[];
  /** What there was too much of, and where it was noticed. */
  excess: { of: 'faults' | 'tokens'; at: number } | null;
}

/** Marks, texts and spaces that a document may be made of. Real templates have one for every two and a half bytes at most, the densest ones that say something one for every 1.7. */
export const MAX_TOKENS = 400_000;
/** Faults of form, such as brackets that nothing opened, after which reading on tells nothing new. */
const MAX_FORM_FAULTS = 500;

/**
 * The yaml package's document of a text, in time and memory that a text made to hurt cannot drive up: it stops at so many tokens and so many
 * faults. Throws RangeError when the nesting is deeper than the stack.
 */
export function composeDocument(text: string): Composition {
  const lines = new LineCounter();
  const parser = new Parser(lines.addNewLine);
  // What scalars mean is decided by the caller, and so are repeated and merged keys.
  const composer = new Composer({ schema: 'failsafe', version: '1.1', uniqueKeys: false, merge: false, keepSourceTokens: false, strict: false });
  let tokens = 0;
  let faults = 0;
  const excess = (of: 'faults' | 'tokens', at: number): Composition => ({ document: null, lines, faults: composer.streamInfo().errors, excess: { of, at } });

  // Each fault is an Error, and most of what an Error costs is the stack that nobody looks at here.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    let at = 0;
    for (const lexeme of new Lexer().lex(text)) {
      if (!MARKS.has(lexeme)) at += lexeme.length;
      if ((tokens += 1) > MAX_TOKENS) return excess('tokens', Math.min(at, text.length));
      for (const token of parser.next(lexeme)) {
        if (token.type === 'error' && (faults += 1) > MAX_FORM_FAULTS) return excess('faults', token.offset);
        // It gives a document when the next one begins, and there may be one only.
        for (const document of composer.next(token)) return only(document, lines, token.offset);
      }
    }
    for (const token of parser.end()) for (const document of composer.next(token)) return only(document, lines, token.offset);
    for (const document of composer.end(true, text.length)) return only(document, lines, null);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  throw new Error('The composer always gives a document at the end of a text.');
}

/** What the lexer says that does not stand in the text. */
const MARKS: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

function only(document: Document.Parsed, lines: LineCounter, second: number | null): Composition {
  const another = second === null ? [] : [new YAMLParseError([second, second + 3], 'MULTIPLE_DOCS', 'expected a single document in the stream, but found another document')];
  return { document, lines, faults: [...document.errors, ...another], excess: null };
}
