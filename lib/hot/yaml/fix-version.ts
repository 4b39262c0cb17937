import type { Diagnostic } from '../types';

const VERSION_LINE = 'heat_template_version: 2021-04-16\n';

/** The version as the first line; after the mark that some editors put there, and after `---`. */
export function versionFix(text: string): Diagnostic['fix'] {
  if (text.trimStart().startsWith('{')) return undefined;
  const start = /^\ufeff?(?:---[^\n]*\n)?/.exec(text)?.[0].length ?? 0;
  return { title: 'Add the version', edits: [{ range: { start, end: start }, newText: VERSION_LINE }] };
}
