/** Amazon's short forms of functions, `!Ref name`: tags of YAML, which Heat's reader refuses. */
import { Pair, parseDocument, Scalar, type Tags, YAMLMap } from 'yaml';
import type { Json, JsonMap } from '@/lib/hot/types';

const NAMES = ['Base64', 'FindInMap', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Select', 'Split', 'Sub', 'Transform', 'Cidr', 'And', 'Equals', 'Not', 'Or', 'Length', 'ToJsonString'];
const SHORT = new RegExp(`(^|[\\s[,{:-])!(Ref|Condition|${NAMES.join('|')})\\b`, 'm');

export function hasShortForms(text: string): boolean {
  return SHORT.test(text);
}

/** The document with each of them written out; null where it cannot be read. */
export function withoutShortForms(text: string): JsonMap | null {
  const tags: Tags = ['Ref', 'Condition', ...NAMES].flatMap((short) => {
    const name = short === 'Ref' || short === 'Condition' ? short : `Fn::${short}`;
    const wrapped = (items: unknown): YAMLMap => { const map = new YAMLMap(); map.items.push(new Pair(new Scalar(name), items)); return map; };
    return [{ tag: `!${short}`, resolve: (value: string) => ({ [name]: value }) }, { tag: `!${short}`, collection: 'seq' as const, resolve: wrapped }, { tag: `!${short}`, collection: 'map' as const, resolve: wrapped }];
  });
  // Dates are text, as Heat reads them.
  const document = parseDocument(text, { version: '1.1', customTags: (known) => [...known.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:timestamp'), ...tags], uniqueKeys: false, logLevel: 'silent' });
  if (document.errors.length > 0) return null;
  const read: Json = JSON.parse(JSON.stringify(document.toJS()));
  return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : null;
}
