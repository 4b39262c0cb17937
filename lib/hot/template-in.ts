/** The Template in a document that was read. */
import type { PatternFault } from './constraints/read';
import { readTemplate } from './sections/template';
import type { Diagnostic, DocumentPath, Template, TextRange } from './types';
import { versionFix } from './yaml/fix-version';
import type { TextDocument } from './yaml/read';

export interface ParsedTemplate {
  text: string;
  /** Null when the text cannot be understood as a template at all. */
  template: Template | null;
  diagnostics: Diagnostic[];
  /** Where something stands in the text, by its path in the document; the nearest that exists on the way is undefined, not guessed. */
  rangeAt(path: DocumentPath, part?: 'key' | 'value' | 'pair'): TextRange | undefined;
}

/** `patternFault`: whoever only reads brings none that knows regular expressions, which are as large as all the rest. */
export function templateIn(text: string, document: TextDocument, patternFault: PatternFault): ParsedTemplate {
  const diagnostics = [...document.diagnostics];
  const template = document.readable
    ? readTemplate(document.value, patternFault, (code, message, path, heat, severity = 'error') => {
        const range = nearestRange(document.rangeAt, path);
        const fix = code === 'version-missing' && path.length === 0 ? versionFix(text) : undefined;
        diagnostics.push({ code, severity, message, path, range, ...(heat === undefined ? {} : { heat }), ...(fix === undefined ? {} : { fix }) });
      })
    : null;
  return { text, template, diagnostics, rangeAt: document.rangeAt };
}

/** The range of the path, or of the innermost part of it that stands in the text. */
export function nearestRange(rangeAt: ParsedTemplate['rangeAt'], path: DocumentPath): TextRange {
  for (let length = path.length; length > 0; length -= 1) {
    const range = rangeAt(path.slice(0, length), length === path.length ? 'value' : 'key');
    if (range !== undefined) return range;
  }
  return rangeAt([]) ?? { start: 0, end: 0 };
}
