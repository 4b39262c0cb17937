/** Where a path into an attribute or a parameter leads, as far as the types tell. */
import type { BoundStack } from '../binding/bind';
import type { Call } from '../functions/expression';
import type { Json, ParameterType, PropertyType } from '../types';
import { own } from '../values';
import type { Report } from '../validate';

/** What a step can be taken into. */
type Kind = 'map' | 'list' | 'single';

const OF_ATTRIBUTES: Readonly<Record<PropertyType, Kind | null>> = { Any: null, Map: 'map', List: 'list', String: 'single', Integer: 'single', Number: 'single', Boolean: 'single' };
const OF_PARAMETERS: Readonly<Record<ParameterType, Kind | null>> = { json: null, comma_delimited_list: 'list', string: 'single', number: 'single', boolean: 'single' };

/** `get_attr: [web, first_address, 0]`: an address has no parts. Heat gives null for it, at run time. */
export function checkAttributePath(call: Call, stack: BoundStack, report: Report): void {
  const [target, attribute, ...path] = listOf(call.rawArgs);
  if (typeof target !== 'string' || typeof attribute !== 'string') return;
  const resource = stack.resources.get(target);
  const type = resource && !resource.schema.anything && resource.templateFile === null ? own(resource.schema.attributes, attribute)?.type : undefined;
  if (resource === undefined || type === undefined || type === null) return;
  const wrong = misstep(OF_ATTRIBUTES[type], path);
  if (wrong !== null) report('path-nowhere', `The attribute "${attribute}" of ${resource.type} is ${wrong}, so this path leads to nothing: the value would be empty.`, [...call.path, 2], { severity: 'warning' });
}

/** `get_param: [names, first]`: a list has numbered parts. Heat gives empty text for it. */
export function checkParameterPath(call: Call, stack: BoundStack, report: Report): void {
  const [name, ...path] = listOf(call.rawArgs);
  const parameter = typeof name === 'string' ? own(stack.template.parameters, name) : undefined;
  if (parameter === undefined) return;
  const wrong = misstep(OF_PARAMETERS[parameter.type], path);
  if (wrong !== null) report('path-nowhere', `The parameter "${parameter.name}" is ${wrong}, so this path leads to nothing: the value would be empty.`, [...call.path, 1], { severity: 'warning' });
}

/** What a path runs against with its first step; null when the step is possible, or nobody can tell. */
function misstep(kind: Kind | null, [step]: readonly Json[]): string | null {
  // Steps may be the results of functions.
  if (typeof step !== 'string' && typeof step !== 'number') return null;
  if (kind === 'single') return 'a single value without parts';
  if (kind === 'list' && !/^-?\d+$/.test(String(step))) return `a list, whose parts have numbers and not the name "${step}"`;
  return null;
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
