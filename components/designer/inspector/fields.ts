/** The fields of a resource's form, from the schema of its type and what the template says. */
import { isMap } from '@/lib/hot/json';
import type { Diagnostic, DocumentPath, Json, PropertySchema, ResourceDefinition, TypeSchema } from '@/lib/hot/types';

export interface FormField {
  name: string;
  schema: PropertySchema;
  /** Undefined where the template does not set it. */
  value: Json | undefined;
  /** Not in the schema: shown as it is, never touched by itself. */
  unknown: boolean;
}

export interface Form {
  /** Required ones first, then those that are set, in the order of the template. */
  shown: FormField[];
  /** What can be added, by name. */
  rest: FormField[];
}

const ANYTHING: PropertySchema = { type: 'Any' };

export function formOf(resource: ResourceDefinition, schema: TypeSchema | undefined): Form {
  const set = isMap(resource.properties) ? resource.properties : {};
  const known = schema?.properties ?? {};
  const field = (name: string): FormField => ({ name, schema: known[name] ?? ANYTHING, value: set[name], unknown: known[name] === undefined });
  const required = Object.keys(known).filter((name) => known[name]?.required);
  const others = Object.keys(set).filter((name) => !required.includes(name));
  const rest = Object.keys(known).filter((name) => !required.includes(name) && set[name] === undefined && known[name]?.support !== 'HIDDEN' && known[name]?.support !== 'UNSUPPORTED');
  return { shown: [...required, ...others].map(field), rest: rest.toSorted().map(field) };
}

/** Problems at a place or within it. */
export function problemsAt(diagnostics: readonly Diagnostic[], path: DocumentPath): Diagnostic[] {
  return diagnostics.filter((diagnostic) => diagnostic.severity !== 'info' && path.every((step, index) => String(diagnostic.path[index]) === String(step)));
}

/** In words: what a change of this property does to what is deployed. */
export function effectOf(schema: PropertySchema): string {
  if (schema.immutable) return 'cannot be changed once deployed';
  return schema.updateAllowed ? 'changes in place' : 'a change replaces the resource';
}

/** In words: what the value has to keep to. */
export function constraintHints(schema: PropertySchema): string[] {
  return (schema.constraints ?? []).flatMap((constraint) => {
    if (constraint.description) return [constraint.description];
    switch (constraint.kind) {
      case 'length':
        return [`${bounds(constraint.min, constraint.max)} characters or items`];
      case 'range':
        return [bounds(constraint.min, constraint.max)];
      case 'modulo':
        return [`steps of ${constraint.step} from ${constraint.offset}`];
      case 'allowed_pattern':
        return [`matches ${constraint.pattern}`];
      case 'custom_constraint':
        return [constraint.name.replace('.', ' ').replace(/_/g, ' ')];
      case 'allowed_values':
        return [];
    }
  });
}

function bounds(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}

export function allowedValues(schema: PropertySchema): Json[] | null {
  for (const constraint of schema.constraints ?? []) if (constraint.kind === 'allowed_values') return constraint.values;
  return null;
}
