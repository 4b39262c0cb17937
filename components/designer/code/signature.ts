/** What a function takes, shown while its arguments are written. */
import { type EditorState, StateField } from '@codemirror/state';
import { showTooltip, type Tooltip } from '@codemirror/view';
import { FUNCTION_FORMS } from '../inspector/functions';

export interface Signature {
  name: string;
  parts: string[];
  /** Which of them is written; -1 when that cannot be told. */
  at: number;
  about: string;
  /** Where the name stands. */
  from: number;
}

const REFERENCES: Readonly<Record<string, { parts: string[]; about: string }>> = {
  get_attr: { parts: ['resource', 'attribute', 'path…'], about: 'What a resource has found out.' },
  get_param: { parts: ['parameter', 'path…'], about: 'The value of a parameter.' },
  get_resource: { parts: ['resource'], about: 'The id of a resource.' },
};

/** For a call on the line of the cursor that is not closed before it. */
export function signatureAt(line: string, column: number): Signature | null {
  const before = line.slice(0, column);
  const calls = [...before.matchAll(/(?:^|[\s{,[-])([a-z_]+):\s*/g)].toReversed();
  for (const call of calls) {
    const name = call[1] ?? '';
    const form = FUNCTION_FORMS[name];
    const reference = REFERENCES[name];
    if (!form && !reference) continue;
    const args = before.slice(call.index + call[0].length);
    const { depth, commas, least } = counted(args);
    if (least < 0) continue;
    const parts = reference?.parts ?? form?.parts.map((part) => (part.optional ? `${part.name}?` : part.name)) ?? [];
    const keyed = form?.parts.some(({ key }) => typeof key === 'string') === true;
    const written = keyed ? [...args.matchAll(/(\w+):/g)].at(-1)?.[1] : undefined;
    return { name, parts, at: keyed ? parts.findIndex((part) => part.replace('?', '') === written) : depth > 0 || parts.length === 1 ? Math.min(commas, parts.length - 1) : 0, about: reference?.about ?? form?.about ?? '', from: call.index + call[0].indexOf(name) };
  }
  return null;
}

/** Commas of the outermost open bracket, and how deep it is. */
function counted(text: string): { depth: number; commas: number; least: number } {
  let [depth, commas, least] = [0, 0, 0];
  let quote = '';
  for (const char of text) {
    if (quote !== '') { if (char === quote) quote = ''; continue; }
    if (char === '"' || char === "'") quote = char;
    else if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') least = Math.min(least, (depth -= 1));
    else if (char === ',' && depth === 1) commas += 1;
  }
  return { depth, commas, least };
}

function tooltipOf(state: EditorState): Tooltip | null {
  const { head, empty } = state.selection.main;
  if (!empty) return null;
  const line = state.doc.lineAt(head);
  const found = signatureAt(line.text, head - line.from);
  if (found === null) return null;
  return {
    pos: line.from + found.from, above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'cm-hover-doc';
      const heading = dom.appendChild(document.createElement('code'));
      heading.append(`${found.name}: `);
      found.parts.forEach((part, index) => {
        if (index > 0) heading.append(', ');
        heading.appendChild(document.createElement(index === found.at ? 'strong' : 'span')).textContent = part;
      });
      dom.appendChild(document.createElement('p')).textContent = found.about;
      return { dom };
    },
  };
}

/** Only after something was typed: a cursor that passes by asks for nothing. */
export const signatures = StateField.define<Tooltip | null>({
  create: () => null,
  update: (shown, transaction) => {
    if (transaction.docChanged) return transaction.isUserEvent('input') || transaction.isUserEvent('delete') ? tooltipOf(transaction.state) : null;
    return transaction.selection && shown !== null ? tooltipOf(transaction.state) : shown;
  },
  provide: (field) => showTooltip.from(field),
});
