/** The properties that a resource is given, against the schema of its type. */
import { reachableCalls } from '../binding/calls';
import { HotError, UnknownValue } from '../error';
import { addPropertyFix, renameFix } from '../fixes';
import { evaluatePart, type Expression, OMIT, ShapeError } from '../functions/expression';
import type { Scope } from '../functions/scope';
import { isMap } from '../json';
import { nearest } from '../nearest';
import { coerceProperty } from '../properties/coerce';
import { heatPlaceOf, PropertyError } from '../properties/error';
import { bothNames, formerNames } from '../properties/former';
import type { Diagnostic, DocumentPath, Json, PropertySchema, TypeSchema } from '../types';
import { own } from '../values';
import type { Report } from '../validate';

/** Something that is given properties: a resource, or what a group makes its members from. */
export interface Given {
  type: string;
  schema: TypeSchema;
  /** Where its properties stand in the document. */
  path: DocumentPath;
  /** How Heat calls that place. */
  place: string;
  /** How bad a wrong or missing value is. Default: an error. */
  values?: Diagnostic['severity'];
  /** Values that will be others when the resource is made, and so cannot be looked at. */
  isOpen?: (value: Json) => boolean;
}

/** Says that the value at a place cannot be. */
type Fail = (at: DocumentPath, message: string, code: 'property-unknown' | 'property-value' | 'expression') => void;

/** `form`: only the names are looked at, and no values. */
export function checkGiven(given: Given, expression: Expression, scope: Scope, report: Report, checks: 'all' | 'form'): void {
  const { schema, type, path, place } = given;
  if (schema.anything) return;
  const entries = entriesOf(expression);
  if (entries === null) return;
  const names = new Map(entries);
  const heat = (message: string, rest = ''): { type: string; message: string } => ({ type: 'StackValidationFailed', message: `Property error: ${place}${rest}: ${message}` });
  for (const key of names.keys()) {
    if (own(schema.properties, key) !== undefined) continue;
    const near = nearest(key, Object.keys(schema.properties));
    report('property-unknown', `${type} has no property "${key}".${near === null ? '' : ` Did you mean "${near}"?`}`, [...path, key], {
      fix: near === null || names.has(near) ? undefined : (parsed) => renameFix(parsed, [...path, key], 'key', near), heat: heat(`Unknown Property ${key}`),
    });
  }
  for (const [key, property] of Object.entries(schema.properties)) {
    if (!names.has(key)) continue;
    if (property.implemented === false) report('property-not-implemented', `The property "${key}" of ${type} has a name, but nothing behind it. Remove it.`, [...path, key], { heat: heat(`Property ${key} not implemented yet`) });
    if (property.support === 'DEPRECATED' || property.support === 'UNSUPPORTED') report('property-deprecated', `The property "${key}" of ${type} is ${property.support === 'DEPRECATED' ? 'deprecated: it may go in a later release' : 'not supported any more'}.`, [...path, key], { severity: 'warning' });
  }
  if (checks === 'form') return;
  for (const [former, today] of formerNames(schema.properties)) {
    if (!names.has(former)) continue;
    if (names.has(today)) report('property-conflict', `"${former}" is what ${type} called "${today}" before. Give one of them.`, [...path, former], { heat: { type: 'ResourcePropertyConflict', message: bothNames(today, former) } });
    else report('property-deprecated', `${type} calls "${former}" "${today}" now.`, [...path, former], { severity: 'warning', fix: (parsed) => renameFix(parsed, [...path, former], 'key', today) });
  }
  const severity = given.values ?? 'error';
  const fail: Fail = (at, message, code) => {
    const rest = at.slice(path.length);
    const text = code === 'expression' ? `${message}.` : code === 'property-value' ? `${rest.join('.')}: ${message}.` : `"${String(at.at(-1))}" is not part of ${rest.slice(0, -1).join('.')}.`;
    report(code, text, at, { severity, heat: heat(message, heatPlaceOf(rest, message).map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')) });
  };
  const check = new ValueCheck(scope, fail, given.isOpen ?? (() => false));
  for (const [key, property] of Object.entries(schema.properties)) {
    const value = names.get(key);
    if (value !== undefined) check.value(property, value, [...path, key]);
    else if (property.required && property.default === undefined && !(property.formerly !== undefined && names.has(property.formerly))) {
      report('property-missing', `${type} needs the property "${key}".`, path, { severity, fix: (parsed) => addPropertyFix(parsed, path, key, property, entries[0]?.[0]), heat: heat(`Property ${key} not assigned`) });
    }
  }
}

/** Names and expressions of what is written as a map; null for anything else. */
export function entriesOf(expression: Expression): readonly (readonly [string, Expression])[] | null {
  if (expression.kind === 'map') return expression.entries;
  if (expression.kind !== 'literal' || !isMap(expression.value)) return null;
  return Object.entries(expression.value).map(([key, value]): [string, Expression] => [key, { kind: 'literal', value }]);
}

/** Whether the calls themselves have been found wrong already: a name that is not there is one problem, and not another one for what it was to be. */
function isTold(fault: HotError, expression: Expression, scope: Scope): boolean {
  if (fault.type === 'InvalidTemplateReference') return true;
  if (fault.type !== 'UserParameterMissing') return false;
  return [...reachableCalls(expression, scope)].some((call) => {
    const name = call.name === 'get_param' && call.args?.kind === 'literal' ? call.args.value : null;
    const parameter = Array.isArray(name) ? name[0] : name;
    return typeof parameter === 'string' && !scope.hasParameter(parameter);
  });
}

class ValueCheck {
  private readonly scope: Scope;
  private readonly fail: Fail;
  private readonly isOpen: (value: Json) => boolean;

  constructor(scope: Scope, fail: Fail, isOpen: (value: Json) => boolean) {
    this.scope = scope;
    this.fail = fail;
    this.isOpen = isOpen;
  }

  value(property: PropertySchema, expression: Expression, path: DocumentPath): void {
    let value: Json | typeof OMIT;
    try {
      value = evaluatePart(expression, this.scope);
    } catch (fault) {
      if (fault instanceof UnknownValue) return this.parts(property, expression, path);
      if (!(fault instanceof HotError)) throw fault;
      if (!(fault instanceof ShapeError) && !isTold(fault, expression, this.scope)) this.fail(path, fault.message.replace(/\.$/, ''), 'expression');
      return;
    }
    if (value === OMIT || this.isOpen(value)) return;
    try {
      coerceProperty(property, value, []);
    } catch (fault) {
      if (!(fault instanceof PropertyError)) throw fault;
      this.fail([...path, ...fault.path], fault.message, 'property-value');
    }
  }

  /** What is known of a map or list can be checked although other parts are not known yet. */
  private parts(property: PropertySchema, expression: Expression, path: DocumentPath): void {
    const { items, schema } = property;
    if (expression.kind === 'list' && items) expression.items.forEach((item, index) => this.value(items, item, [...path, index]));
    else if (expression.kind === 'map' && schema) {
      for (const [key, entry] of expression.entries) {
        const member = own(schema, key);
        if (member === undefined) this.fail([...path, key], `Unknown Property ${key}`, 'property-unknown');
        else this.value(member, entry, [...path, key]);
      }
    }
  }
}
