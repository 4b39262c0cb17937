/** Comments of a template that is written anew: those above a section, one of its members, or a key of one go with it. */
import { CST, Lexer } from 'yaml';
import type { DocumentPath } from '@/lib/hot/types';
import type { TextDocument } from '@/lib/hot';

export class Comments {
  private carried = 0;

  private readonly text: string;
  private readonly document: TextDocument;

  constructor(text: string, document: TextDocument) {
    this.text = text;
    this.document = document;
  }

  /** The lines directly above what stands at a path, without their indent. */
  above(path: DocumentPath): string[] {
    const start = this.document.rangeAt(path, 'key')?.start;
    if (start === undefined) return [];
    const line = this.text.lastIndexOf('\n', start - 1) + 1;
    // What begins within a line has the comment of another.
    if (this.text.slice(line, start).trim() !== '') return [];
    const before = this.text.slice(0, line).split('\n').slice(0, -1);
    const lines: string[] = [];
    for (const each of before.toReversed()) {
      if (!each.trimStart().startsWith('#')) break;
      lines.unshift(each.trim());
    }
    this.carried += lines.length;
    return lines;
  }

  /** How many there are that stand elsewhere. */
  left(): number {
    let count = 0;
    let scalar = false;
    for (const lexeme of new Lexer().lex(this.text)) {
      if (lexeme.startsWith('#') && !scalar) count += 1;
      scalar = lexeme === CST.SCALAR;
    }
    return Math.max(0, count - this.carried);
  }
}
