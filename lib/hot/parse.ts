/** Template text into a Template and the problems of its form. */
import { readTemplate } from './sections/template';
import type { Diagnostic, DocumentPath, Template, TextRange } from './types';
import { versionFix } from './yaml/fix-version';
import { readDocument, type TextDocument } from './yaml/read';

export interface ParsedTemplate {
  text: string;
  /** Null when the text cannot be understood as a template at all. */
  template: Template | null;
  diagnostics: Diagnostic[];
  /** Where something stands in the text, by its path in the document; the nearest that exists on the way is undefined, not guessed. */
  rangeAt(path: DocumentPath, part?: 'key' | 'value' | 'pair'): TextRange | undefined;
}

export function parseTemplate(text: string): ParsedTemplate {
  return templateOf(text, readDocument(text));
}

/** Of a document that was read already. */
export function templateOf(text: string, document: TextDocument): ParsedTemplate {
  const diagnostics = [...document.diagnostics];
  const template = document.readable
    ? readTemplate(document.value, (code, message, path, heat, severity = 'error') => {
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
