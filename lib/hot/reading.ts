/**
 * The part of the language that only reads: what a page needs to draw a template and to change its text. It knows no functions, no regular expressions and no
 * rules of checking, which are four times as large; those come with `@/lib/hot`, on the server, in a worker, or when somebody asks for them.
 */
import { type ParsedTemplate, templateIn } from './template-in';
import { readDocument, type TextDocument } from './yaml/read';

export { schemaOfTemplate } from './binding/provider';
export { EMPTY_ENVIRONMENT, type Environment, parseEnvironment } from './environment/environment';
export { resolveType } from './environment/registry';
export type { ParsedTemplate } from './template-in';
export { readAgain, readWhole, type Reread } from './yaml/reread';
export { readDocument, type TextDocument } from './yaml/read';

/** As `parseTemplate` of `@/lib/hot`, but that any text passes for a regular expression. */
export function readTemplateText(text: string): ParsedTemplate {
  return templateOf(text, readDocument(text));
}

/** The same, of a document that was read already. */
export function templateOf(text: string, document: TextDocument): ParsedTemplate {
  return templateIn(text, document, () => null);
}
