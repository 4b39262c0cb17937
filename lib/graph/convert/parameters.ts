/** Parameters of a CFN template as HOT declares them. */
import { type DocumentPath, type Json, type JsonMap, parseTemplate } from '@/lib/hot';
import { isMap } from '@/lib/hot/json';
import type { Remarked } from './remarks';

const TYPES: Readonly<Record<string, string>> = { String: 'string', Number: 'number', CommaDelimitedList: 'comma_delimited_list', Json: 'json', Boolean: 'boolean' };
/** Types of Amazon's that Heat does not know, with what is asked of their values. */
const OTHERS: readonly (readonly [type: RegExp, hot: string, constraint: string | null])[] = [
  [/^List</, 'comma_delimited_list', null], [/KeyPair::KeyName$/, 'string', 'nova.keypair'], [/^AWS::EC2::Image::Id$/, 'string', 'glance.image'], [/^AWS::/, 'string', null],
];

export function parameter(name: string, definition: Json, remark: Remarked): Json {
  const path: DocumentPath = ['Parameters', name];
  if (!isMap(definition)) return definition;
  const result: Record<string, Json> = {};
  const { Type: stated, Default: given, NoEcho: hidden, Label: label, Description: description } = definition;
  const type = typeOf(stated, path, remark);
  if (type !== undefined) result.type = type;
  if (label !== undefined) result.label = label;
  if (description !== undefined) result.description = description;
  if (given !== undefined) result.default = given;
  if (hidden !== undefined && String(hidden).toLowerCase() === 'true') result.hidden = true;
  const constraints = constraintsOf(definition).filter((constraint) => suits(name, type, constraint, path, remark));
  if (constraints.length > 0) result.constraints = constraints;
  for (const key of Object.keys(definition)) if (!KNOWN.has(key)) remark('lost', [...path, key], `"${key}" means nothing for a parameter of HOT, and is left out.`);
  return result;
}

const KNOWN = new Set(['Type', 'Default', 'NoEcho', 'AllowedValues', 'AllowedPattern', 'MaxLength', 'MinLength', 'MaxValue', 'MinValue', 'Description', 'ConstraintDescription', 'Label']);

function typeOf(stated: Json | undefined, path: DocumentPath, remark: Remarked): Json | undefined {
  if (typeof stated !== 'string') return stated;
  if (Object.hasOwn(TYPES, stated)) return TYPES[stated];
  const other = OTHERS.find(([pattern]) => pattern.test(stated));
  if (other === undefined) return stated;
  remark('look', [...path, 'Type'], `There is no type "${stated}"; it is a ${other[1]} now${other[2] === null ? '. Check what it takes' : ''}.`);
  return other[1];
}

function constraintsOf(definition: JsonMap): JsonMap[] {
  const { AllowedValues: values, AllowedPattern: pattern, MinLength: shortest, MaxLength: longest, MinValue: least, MaxValue: most, ConstraintDescription: words, Type: type } = definition;
  const described: JsonMap = typeof words === 'string' ? { description: words } : {};
  const limits = (min: Json | undefined, max: Json | undefined): JsonMap => ({ ...(isSet(min) ? { min: numberOf(min) } : {}), ...(isSet(max) ? { max: numberOf(max) } : {}) });
  const constraints: JsonMap[] = [];
  if (isSet(values)) constraints.push({ allowed_values: values, ...described });
  if (typeof pattern === 'string') constraints.push({ allowed_pattern: pattern, ...described });
  if (isSet(shortest) || isSet(longest)) constraints.push({ length: limits(shortest, longest), ...described });
  if (isSet(least) || isSet(most)) constraints.push({ range: limits(least, most), ...described });
  const custom = typeof type === 'string' ? OTHERS.find(([known]) => known.test(type))?.[2] : undefined;
  if (typeof custom === 'string') constraints.push({ custom_constraint: custom, ...described });
  return constraints;
}

/** HOT refuses constraints that its types cannot have, where CFN keeps them. */
function suits(name: string, type: Json | undefined, constraint: JsonMap, path: DocumentPath, remark: Remarked): boolean {
  const trial = { heat_template_version: '2021-04-16', parameters: { [name]: { type: type ?? 'string', constraints: [constraint] } } };
  const problem = parseTemplate(JSON.stringify(trial)).diagnostics.find(({ severity }) => severity === 'error');
  if (problem === undefined) return true;
  remark('lost', path, `Its constraint ${Object.keys(constraint)[0]} is left out, because HOT refuses it: ${problem.message}`);
  return false;
}

function isSet(value: Json | undefined): value is Json {
  return value !== undefined && value !== null;
}

function numberOf(value: Json): Json {
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}
