/** A line that ends at one field of a form: where it goes is known, only what of the source goes there is found. */
import type { DocumentPath, Json, TypeCatalogue, Template } from '@/lib/hot/types';
import { connectionCandidates } from './candidates';
import type { Connection } from './commands';
import { reference } from './source-value';

/** `field`: from the properties of `to`. A field that is a list gets an item more; null where the names say nothing. */
export function connectionInto({ template, catalogue, from, to, field }: { template: Template; catalogue: TypeCatalogue; from: string; to: string; field: DocumentPath }): Extract<Connection, { kind: 'reference' }> | null {
  const source = template.resources[from];
  if (source === undefined || template.resources[to] === undefined) return null;
  const names = field.filter((step) => typeof step === 'string').join('.');
  const known = connectionCandidates({ template, catalogue, from, to }).flatMap(({ label, connection }) => (connection.kind === 'reference' ? [{ label, connection }] : []));
  const exact = known.find(({ label }) => label === names)?.connection;
  const position = field.findIndex((step) => typeof step === 'number');
  if (exact !== undefined && position < 0) return exact;
  const within = known.find(({ connection }) => connection.append && connection.path.join('.') === names)?.connection;
  if (exact === undefined && within !== undefined && position < 0) return within;
  // One item of a list: what would be a new item is taken apart.
  const inner = exact?.append === true ? field.slice(position + 1).reduce<Json | undefined>(member, exact.value) : exact?.value;
  return { kind: 'reference', path: field, value: inner ?? reference(source).value, append: false };
}

function member(value: Json | undefined, step: string | number): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value[String(step)] : undefined;
}
