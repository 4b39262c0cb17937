/** Fixes that are certain to be what was meant, as edits of the text. Undefined where the text is written so that no small edit will do. */
import type { ParsedTemplate } from './template-in';
import type { Diagnostic, DocumentPath, PropertySchema } from './types';
import { pythonJson } from './values';
import { appendSection, insertBefore, removeLines } from './yaml/edits';

type Fix = Diagnostic['fix'];

export function renameFix(parsed: ParsedTemplate, path: DocumentPath, part: 'key' | 'value', name: string): Fix {
  const range = parsed.rangeAt(path, part);
  return range && { title: `Change to "${name}"`, edits: [{ range, newText: name }] };
}

/** Removes an entry of a section, and the section with it when nothing else is in it. */
export function removeFix(parsed: ParsedTemplate, path: readonly [string, string], isLast: boolean): Fix {
  const range = parsed.rangeAt(isLast ? path.slice(0, 1) : path, 'pair');
  const edit = range && removeLines(parsed.text, range);
  return edit && { title: `Remove "${path[1]}"`, edits: [edit] };
}

export function declareParameterFix(parsed: ParsedTemplate, name: string, first: string | undefined): Fix {
  if (!/^[A-Za-z_][\w.-]*$/.test(name)) return undefined;
  const entry = `${name}:\n  type: string`;
  const sibling = first === undefined ? undefined : parsed.rangeAt(['parameters', first], 'key');
  const isBlock = !parsed.text.trimStart().startsWith('{');
  const edit = sibling ? insertBefore(parsed.text, sibling, entry) : isBlock && parsed.rangeAt(['parameters']) === undefined ? appendSection(parsed.text, 'parameters', entry) : undefined;
  return edit && { title: `Declare the parameter "${name}"`, edits: [edit] };
}

/** Writes the property with a value to start from: its first allowed one, else nothing of its type. */
export function addPropertyFix(parsed: ParsedTemplate, path: DocumentPath, name: string, schema: PropertySchema, first: string | undefined): Fix {
  const sibling = first === undefined ? undefined : parsed.rangeAt([...path, first], 'key');
  const edit = sibling && insertBefore(parsed.text, sibling, `${name}: ${startValue(schema)}`);
  return edit && { title: `Add "${name}"`, edits: [edit] };
}

const EMPTY: Readonly<Record<PropertySchema['type'], string>> = { String: "''", Integer: '0', Number: '0', Boolean: 'false', Map: '{}', List: '[]', Any: "''" };

function startValue(schema: PropertySchema): string {
  for (const constraint of schema.constraints ?? []) {
    const [first] = constraint.kind === 'allowed_values' ? constraint.values : [];
    if (first !== undefined) return pythonJson(first);
  }
  return EMPTY[schema.type];
}
