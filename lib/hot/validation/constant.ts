/** Conditions whose truth does not hang on what a user may choose. */
import { isMap } from '../json';
import type { Json, Template } from '../types';
import { own, pythonEquals, pythonText } from '../values';

/** The names of one function in both dialects. */
const EQUALS = new Set(['equals', 'Fn::Equals']);
const NOT = new Set(['not', 'Fn::Not']);
const AND = new Set(['and', 'Fn::And']);
const OR = new Set(['or', 'Fn::Or']);

/**
 * True or false where the condition has that value whatever the parameters are; null where it may have either. Follows the names of
 * conditions; a circle of them has no value.
 */
export function constantCondition(value: Json, template: Template, seen: ReadonlySet<string> = new Set()): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    const definition = own(template.conditions, value);
    return definition === undefined || seen.has(value) ? null : constantCondition(definition, template, new Set([...seen, value]));
  }
  if (!isMap(value)) return null;
  const [[name, args] = ['', null], ...more] = Object.entries(value);
  if (more.length > 0) return null;
  const of = (part: Json): boolean | null => constantCondition(part, template, seen);
  const list = Array.isArray(args) ? args : [];
  if (EQUALS.has(name)) return list.length === 2 ? constantEquality(list[0] ?? null, list[1] ?? null, template) : null;
  if (NOT.has(name)) return negated(of(name === 'not' ? args : (list[0] ?? null)));
  if (AND.has(name)) return junction(list.map(of), false);
  if (OR.has(name)) return junction(list.map(of), true);
  return null;
}

function negated(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

/** One part that decides is enough; otherwise all have to be known. */
function junction(parts: readonly (boolean | null)[], decides: boolean): boolean | null {
  if (parts.includes(decides)) return decides;
  return parts.length < 2 || parts.includes(null) ? null : !decides;
}

/** Two plain values, or a parameter and a value that it cannot have. */
function constantEquality(left: Json, right: Json, template: Template): boolean | null {
  if (isPlain(left) && isPlain(right)) return pythonEquals(left, right);
  for (const [call, value] of [[left, right], [right, left]]) {
    const allowed = call === undefined ? null : allowedValues(call, template);
    if (allowed !== null && typeof value === 'string' && !allowed.some((each) => pythonText(each) === value)) return false;
  }
  return null;
}

function isPlain(value: Json): boolean {
  return value === null || typeof value !== 'object';
}

/** What a parameter that is named by a call may be; null when it may be anything. */
function allowedValues(call: Json, template: Template): readonly Json[] | null {
  if (!isMap(call)) return null;
  const name = own(call, 'get_param') ?? own(call, 'Ref');
  const parameter = typeof name === 'string' && Object.keys(call).length === 1 ? own(template.parameters, name) : undefined;
  // Values of other types are converted before they are compared.
  if (parameter?.type !== 'string') return null;
  for (const constraint of parameter.constraints) if (constraint.kind === 'allowed_values') return constraint.values;
  return null;
}
