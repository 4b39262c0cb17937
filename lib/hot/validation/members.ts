/** What groups make their members from: types and properties inside properties. */
import type { BoundResource, BoundStack } from '../binding/bind';
import { schemaOfTemplate } from '../binding/provider';
import { childEnvironment } from '../environment/child';
import { isTemplateName, resolveType } from '../environment/registry';
import { HotError } from '../error';
import type { Expression } from '../functions/expression';
import { UNKNOWN_RESOURCES } from '../functions/scope';
import { renameFix } from '../fixes';
import { isMap } from '../json';
import { nearest } from '../nearest';
import type { DocumentPath, Json } from '../types';
import type { Report } from '../validate';
import { checkGiven, entriesOf } from './given';
import { type NestedInput, nestedProblems } from './nested';

/** One type that members of a group have, with what they are given. */
interface Member {
  type: string;
  typePath: DocumentPath;
  properties: Expression | null;
  propertiesPath: DocumentPath;
}

/** As Heat does it: names are checked now, values when a member is made, so that those are warnings here. */
export function checkMembers(stack: BoundStack, input: NestedInput, report: Report, checks: 'all' | 'form'): void {
  const scope = stack.scope(UNKNOWN_RESOURCES);
  for (const resource of stack.resources.values()) {
    if (!GROUPS.has(resource.type) || resource.definition.externalId !== undefined) continue;
    const expression = propertiesOf(stack, resource.name);
    if (expression === null) continue;
    const variable = indexVariable(expression);
    for (const member of membersOf(resource, expression)) {
      const schema = memberSchema(resource, member, input, report);
      if (schema === null || member.properties === null) continue;
      const isOpen = (value: Json): boolean => (typeof value === 'string' ? value.includes(variable) : Array.isArray(value) ? value.some(isOpen) : isMap(value) && Object.values(value).some(isOpen));
      checkGiven({ type: member.type, schema, path: member.propertiesPath, place: `resources.${resource.name}<None>.resources.0.properties`, values: 'warning', isOpen }, member.properties, scope, report, checks);
    }
  }
}

const GROUPS: ReadonlySet<string> = new Set(['OS::Heat::ResourceGroup', 'OS::Heat::AutoScalingGroup', 'OS::Heat::ResourceChain']);

function memberSchema(group: BoundResource, { type, typePath }: Member, input: NestedInput, report: Report) {
  const { catalogue } = input;
  const environment = childEnvironment(input.environment, group.name);
  const resolved = resolveType(environment.resourceRegistry, type, '0', (name) => catalogue.get(name) !== undefined);
  if (resolved.kind === 'template') {
    const template = input.template(resolved.name);
    if (template === null) {
      report('template-missing', `The nested template "${resolved.name}" is not among the files. Add it to the files of this template.`, typePath, { heat: { type: 'StackValidationFailed', message: `Could not fetch remote template "${resolved.name}": Invalid URL scheme ` } });
      return null;
    }
    nestedProblems({ file: resolved.name, place: `resources.${group.name}<None>.resources.0<${resolved.name}>`, path: typePath, environment: childEnvironment(environment, '0', type) }, { ...input, depth: input.depth + 1 }, report);
    return schemaOfTemplate(resolved.name, template, environment.parameterDefaults);
  }
  const schema = catalogue.get(resolved.name);
  if (schema === undefined) {
    const near = nearest(type, catalogue.names());
    report('type-unknown', `There is no resource type "${resolved.name}"${resolved.name === type ? '' : ` (which "${type}" stands for)`}.${near === null ? '' : ` Did you mean "${near}"?`}`, typePath, {
      heat: { type: 'EntityNotFound', message: `The Resource Type (${resolved.name}) could not be found.` }, ...(near === null ? {} : { fix: (parsed) => renameFix(parsed, typePath, 'value', near) }),
    });
  }
  return schema ?? null;
}

/** Types that stand there as plain text; those that come out of functions show when the group is made. */
function membersOf({ type, name }: BoundResource, expression: Expression): Member[] {
  const path = ['resources', name, 'properties'];
  if (type === 'OS::Heat::ResourceChain') {
    const list = entry(expression, 'resources');
    const types: readonly Json[] = list?.kind === 'literal' && Array.isArray(list.value) ? list.value : list?.kind === 'list' ? list.items.map((item) => (item.kind === 'literal' ? item.value : null)) : [];
    const properties = entry(expression, 'resource_properties') ?? null;
    return types.flatMap((each, index) => (isType(each) ? [{ type: each, typePath: [...path, 'resources', index], properties, propertiesPath: [...path, 'resource_properties'] }] : []));
  }
  const key = type === 'OS::Heat::AutoScalingGroup' ? 'resource' : 'resource_def';
  if (literal(entry(expression, 'count')) === 0) return [];
  const definition = entry(expression, key);
  const memberType = definition === undefined ? undefined : literal(entry(definition, 'type'));
  if (definition === undefined || !isType(memberType)) return [];
  return [{ type: memberType, typePath: [...path, key, 'type'], properties: entry(definition, 'properties') ?? { kind: 'literal', value: {} }, propertiesPath: [...path, key, 'properties'] }];
}

function isType(value: Json | undefined): value is string {
  return typeof value === 'string' && (value.includes('::') || isTemplateName(value));
}

function indexVariable(properties: Expression): string {
  const given = literal(entry(properties, 'index_var'));
  return typeof given === 'string' && given !== '' ? given : '%index%';
}

function entry(expression: Expression, key: string): Expression | undefined {
  return entriesOf(expression)?.find(([name]) => name === key)?.[1];
}

function literal(expression: Expression | undefined): Json | undefined {
  return expression?.kind === 'literal' ? expression.value : undefined;
}

function propertiesOf(stack: BoundStack, name: string): Expression | null {
  try {
    return stack.compiled.properties(name);
  } catch (fault) {
    // Binding has reported it.
    if (fault instanceof HotError) return null;
    throw fault;
  }
}
