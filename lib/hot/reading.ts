/**
 * The part of the language that only reads: what a page needs to draw a template and to change its text. It knows no functions, no regular expressions and no
 * rules of checking, which are four times as large; those come with `@/lib/hot`, on the server, in a worker, or when somebody asks for them.
 */
import { type ParsedTemplate, templateIn } from './template-in';
import type { TextDocument } from './yaml/read';
import { readRecent } from './yaml/recent';
import type { Reread } from './yaml/reread';

export { schemaOfTemplate } from './binding/provider';
export { EMPTY_ENVIRONMENT, type Environment, parseEnvironment } from './environment/environment';
export { resolveType } from './environment/registry';
export type { ParsedTemplate } from './template-in';
export { readDocument, type TextDocument } from './yaml/read';
export { readRecent, rememberRead } from './yaml/recent';
export type { Reread } from './yaml/reread';

/** As `parseTemplate` of `@/lib/hot`, but that any text passes for a regular expression. */
export function readTemplateText(text: string): ParsedTemplate {
  return templateOf(readRecent(text));
}

const templates = new WeakMap<TextDocument, ParsedTemplate>();

/** The same, of a document that was read already. */
export function templateOf(document: Reread): ParsedTemplate {
  const known = templates.get(document);
  if (known !== undefined) return known;
  const parsed = templateIn(document.text, document, () => null);
  templates.set(document, parsed);
  return parsed;
}
