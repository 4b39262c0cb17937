import { hoverTooltip } from '@codemirror/view';
import type { DesignerSession } from '../document/session';
import { propertyAt } from './completion';
import { placeAt } from './place';

/** What a type or property is, on the word under the pointer. */
export function documentation(session: DesignerSession) {
  return hoverTooltip((view, at) => {
    const line = view.state.doc.lineAt(at);
    const { template } = session.read();
    const type = /^\s*(?:- )?(?:type|Type):\s*["']?([\w:.]+)/.exec(line.text)?.[1];
    const schema = type === undefined ? undefined : session.catalogue.get(type);
    if (type !== undefined && schema) {
      const start = line.from + line.text.indexOf(type);
      return at < start ? null : tip(start, start + type.length, type, [schema.description ?? '', required(schema.properties)]);
    }
    const key = /^(\s*(?:- +)*)([\w-]+):/.exec(line.text);
    if (!key?.[2] || key[1] === undefined) return null;
    const [start, end] = [line.from + key[1].length, line.from + key[1].length + key[2].length];
    if (at < start || at > end) return null;
    const { path } = placeAt(view.state.doc.toString().split('\n'), line.number - 1, 0);
    if (path[0] !== 'resources' || path[2] !== 'properties') return null;
    const property = propertyAt(template, session.catalogue, path[1], [...path.slice(3), key[2]])?.schema;
    if (!property) return null;
    const change = property.immutable ? 'Cannot be changed.' : property.updateAllowed ? 'A change is made in place.' : 'A change replaces the resource.';
    return tip(start, end, `${key[2]} · ${property.type}${property.required ? ', required' : ''}`, [property.description ?? '', change]);
  });
}

function required(properties: Readonly<Record<string, { required?: boolean }>>): string {
  const names = Object.entries(properties).flatMap(([name, property]) => (property.required ? [name] : []));
  return names.length === 0 ? '' : `Required: ${names.join(', ')}.`;
}

function tip(pos: number, end: number, title: string, lines: readonly string[]) {
  return {
    pos, end, above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'cm-hover-doc';
      const heading = dom.appendChild(document.createElement('strong'));
      heading.textContent = title;
      for (const text of lines.filter(Boolean)) dom.appendChild(document.createElement('p')).textContent = text;
      return { dom };
    },
  };
}
