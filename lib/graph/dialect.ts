/** Which dialect a text is written in, and references as it writes them. */
import type { Json } from '@/lib/hot/types';

/** Told by the first version that a line, or a brace or comma of JSON, begins with: it can be asked of a text that cannot be read. */
export function isCfn(text: string): boolean {
  return VERSION.exec(text)?.[1]?.startsWith('heat_') === false;
}

const VERSION = /(?:^|[{,])\s*["']?(heat_template_version|AWSTemplateFormatVersion|HeatTemplateFormatVersion)["']?\s*:/m;

/** HOT's functions as they are, for a CFN template Amazon's. */
export function inDialect(text: string, value: Json): Json {
  return isCfn(text) ? asCfn(value) : value;
}

function asCfn(value: Json): Json {
  if (Array.isArray(value)) return value.map(asCfn);
  if (typeof value !== 'object' || value === null) return value;
  const { get_resource: resource, get_param: parameter, get_attr: attribute } = value;
  if (typeof resource === 'string') return { Ref: resource };
  if (typeof parameter === 'string') return { Ref: parameter };
  if (Array.isArray(attribute)) {
    const [name, first, ...path] = attribute;
    if (typeof name !== 'string' || typeof first !== 'string') return value;
    return path.reduce<Json>((inner, step) => ({ 'Fn::Select': [step, inner] }), { 'Fn::GetAtt': [name, first] });
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asCfn(item)]));
}
