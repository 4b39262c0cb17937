/** Template text into a Template and the problems of its form. */
import { patternFault } from './pattern';
import { type ParsedTemplate, templateIn } from './template-in';
import { readDocument } from './yaml/read';

export function parseTemplate(text: string): ParsedTemplate {
  return templateIn(text, readDocument(text), patternFault);
}
