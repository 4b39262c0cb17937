/** Properties of every resource against the schema of its type, and the calls in them. */
import type { BoundResource, BoundStack } from '../binding/bind';
import { dotted, reachableCalls } from '../binding/calls';
import { HotError, UnknownValue } from '../error';
import { type Call, compile, evaluate, type Expression } from '../functions/expression';
import type { Json } from '../types';
import { type Scope, UNKNOWN_RESOURCES } from '../functions/scope';
import { declareParameterFix } from '../fixes';
import { own, pythonText } from '../values';
import type { Report } from '../validate';
import { constantCondition } from './constant';
import { checkGiven } from './given';
import { checkAttributePath, checkParameterPath } from './paths';
import { validationPlace, writtenPlace } from './place';

export function checkProperties(stack: BoundStack, report: Report, checks: 'all' | 'form' = 'all', available: (type: string) => boolean = () => true): void {
  const scope = stack.scope(UNKNOWN_RESOURCES);
  const missing = checks === 'all' ? 'error' : 'warning';
  for (const resource of stack.resources.values()) {
    // What exists outside is not made, so that nothing of it has to be right.
    if (!available(resource.type) || resource.definition.externalId !== undefined) continue;
    const expression = attempt(() => stack.compiled.properties(resource.name));
    if (expression !== null) checkCalls(expression, stack, scope, report, missing);
    checkDeletionPolicy(resource, report);
    checkUpdatePolicy(stack, resource, scope, report, checks);
    if (expression !== null) checkGiven({ ...resource, path: ['resources', resource.name, 'properties'], place: `resources.${resource.name}.properties` }, expression, scope, report, checks);
    if (resource.schema.support === 'DEPRECATED' || resource.schema.support === 'UNSUPPORTED') {
      report('type-deprecated', `${resource.type} is ${resource.schema.support === 'DEPRECATED' ? 'deprecated: it may go in a later release' : 'not supported any more'}. Prefer another type.`, ['resources', resource.name, 'type'], { severity: 'warning' });
    }
    const metadata = attempt(() => stack.compiled.metadata(resource.name));
    if (metadata !== null) checkCalls(metadata, stack, scope, report, missing);
  }
}

function checkDeletionPolicy({ name, type, definition, schema }: BoundResource, report: Report): void {
  if (definition.deletionPolicy !== 'Snapshot' || schema.anything || (schema.can.snapshotDelete ?? schema.can.snapshot)) return;
  report('deletion-policy', `${type} cannot take a snapshot when it is deleted. Use Delete or Retain.`, ['resources', name, 'deletion_policy'], { heat: { type: 'StackValidationFailed', message: `resources.${name}.deletion_policy: "Snapshot" deletion policy not supported` } });
}

/** How a group is updated, against what its type knows of that. The policies of a nested template are for the template to read. */
function checkUpdatePolicy(stack: BoundStack, resource: BoundResource, scope: Scope, report: Report, checks: 'all' | 'form'): void {
  const { name, schema, type, templateFile } = resource;
  const expression = templateFile === null ? attempt(() => stack.compiled.updatePolicy(name)) : null;
  if (expression === null) return;
  checkCalls(expression, stack, scope, report, checks === 'all' ? 'error' : 'warning');
  checkGiven({ type: `The update policy of ${type}`, schema: { ...schema, properties: schema.updatePolicy }, path: ['resources', name, 'update_policy'], place: `resources.${name}.update_policy` }, expression, scope, report, checks);
}

function attempt(compile: () => Expression): Expression | null {
  try {
    return compile();
  } catch (fault) {
    // Binding has reported it.
    if (fault instanceof HotError) return null;
    throw fault;
  }
}

/** Attributes that do not exist, arguments that cannot be right. `missing`: how bad a parameter or file is that is not there; an output just has no value then. */
export function checkCalls(expression: Expression, stack: BoundStack, scope: Scope, report: Report, missing: 'error' | 'warning' = 'error'): void {
  let found: Call[];
  try {
    found = [...reachableCalls(expression, scope)];
  } catch (fault) {
    if (fault instanceof HotError) return;
    throw fault;
  }
  for (const call of found) {
    if (call.of.removed) {
      report('function-removed', `${call.name} is not a function of this version of HOT. Use its HOT form, or an older version.`, call.path, { heat: { type: 'StackValidationFailed', message: `${writtenPlace(call.path, stack)}: The template version is invalid: The function ${call.name} is not supported in this version of HOT.` } });
    }
    if (call.args !== null) {
      try {
        call.of.validate?.(call.args, call.name);
      } catch (fault) {
        if (!(fault instanceof HotError)) throw fault;
        report('expression', `${fault.message}.`, call.path, { heat: { type: 'StackValidationFailed', message: `${validationPlace(call.path, stack)}: ${fault.message}` } });
      }
    }
    if (call.name === 'if' || call.name === 'Fn::If') checkBranches(call, stack, report);
    if (call.name === 'get_attr' || call.name === 'Fn::GetAtt') {
      checkAttribute(call, stack, report);
      checkAttributePath(call, stack, report);
    }
    if (call.name === 'get_param' && call.args?.kind === 'literal') {
      checkParameter(call, stack, scope, report, missing);
      checkParameterPath(call, stack, report);
    }
    if (call.name === 'Ref' && typeof call.rawArgs !== 'object') checkRef(call, stack, scope, report, missing);
    if (call.name === 'get_file' && typeof call.rawArgs === 'string' && own(scope.files, call.rawArgs) === undefined) {
      report('file-missing', `The file "${call.rawArgs}" is not among the files of this template. Add it.`, call.path, { severity: missing, heat: unresolved(call, 'ValueError', `No content found in the "files" section for get_file path: ${call.rawArgs}`) });
    }
  }
}

/** To Heat a name that is no resource is that of a parameter, which shows only when its value is wanted. */
function checkRef(call: Call, stack: BoundStack, scope: Scope, report: Report, severity: 'error' | 'warning'): void {
  const name = String(call.rawArgs);
  if (scope.hasParameter(name) || own(stack.template.resources, name) !== undefined) return;
  report('reference-unknown', `"${name}" is neither a resource nor a parameter of this template.`, call.path, { severity, heat: unresolved(call, 'InvalidTemplateReference', `The specified reference "${name}" (in unknown) is incorrect.`) });
}

/** What has no value makes the property that it stands in wrong. */
function unresolved({ path }: Call, type: string, message: string): { type: string; message: string } {
  const [section, , part, key] = path;
  return section === 'resources' && part === 'properties' && key !== undefined ? { type: 'StackValidationFailed', message: `Property error: ${dotted(path.slice(0, 4))}: ${message}` } : { type, message };
}

/** A condition that always has the same value makes one branch dead. */
function checkBranches(call: Call, stack: BoundStack, report: Report): void {
  const [condition = null, ...branches] = Array.isArray(call.rawArgs) ? call.rawArgs : [];
  const value = constantCondition(condition, stack.template);
  const dead = value === true ? 1 : value === false ? 0 : null;
  if (dead === null || branches[dead] === undefined) return;
  report('branch-unreachable', `This branch is never taken: the condition is always ${String(value)}.`, [...call.path, dead + 1], { severity: 'info' });
}

function checkParameter(call: Call, stack: BoundStack, scope: Scope, report: Report, severity: 'error' | 'warning'): void {
  const name = Array.isArray(call.rawArgs) ? call.rawArgs[0] : call.rawArgs;
  if (typeof name !== 'string' || name === '') {
    report('expression', '"get_param" needs the name of a parameter, or a list that starts with one.', call.path, { severity, heat: { type: 'StackValidationFailed', message: `${dotted(call.path, stack.version.functions)}: Argument to "get_param" must be string or list` } });
    return;
  }
  if (scope.hasParameter(name)) return;
  report('parameter-reference', `There is no parameter "${name}". Declare it under "parameters", or name one that exists.`, call.path, { severity, fix: (parsed) => declareParameterFix(parsed, name, Object.keys(stack.template.parameters)[0]), heat: unresolved(call, 'UserParameterMissing', `The Parameter (${name}) was not provided.`) });
}

function checkAttribute(call: Call, stack: BoundStack, report: Report): void {
  const args = call.rawArgs;
  if (!Array.isArray(args)) return;
  const [target, written] = args;
  if (typeof target !== 'string' || written === undefined) return;
  const attribute = attributeName(written, call, stack, report);
  if (attribute === null) return;
  const resource = stack.resources.get(target);
  if (resource === undefined || resource.schema.anything || attribute === 'show') return;
  if (own(resource.schema.attributes, attribute) !== undefined) return;
  if (freeAttributes(resource)) return;
  const known = Object.keys(resource.schema.attributes);
  report('attribute-unknown', `${resource.type} has no attribute "${attribute}". It has ${known.join(', ') || 'none'}.`, [...call.path, 1], { heat: { type: 'StackValidationFailed', message: `${writtenPlace(call.path, stack)}: The Referenced Attribute (${target} ${attribute}) is incorrect.` } });
}

/** The name as it is written, or what a function makes of it; null where only the deployment will tell. */
function attributeName(written: Json, call: Call, stack: BoundStack, report: Report): string | null {
  if (typeof written !== 'object' || written === null) return pythonText(written);
  const scope = stack.scope(UNKNOWN_RESOURCES);
  try {
    const name = evaluate(compile(written, scope.functions, call.path), scope);
    return typeof name === 'object' && name !== null ? null : pythonText(name);
  } catch (fault) {
    if (fault instanceof UnknownValue) return null;
    if (!(fault instanceof HotError)) throw fault;
    report('expression', `${fault.message}.`, [...call.path, 1], { heat: { type: 'StackValidationFailed', message: `${writtenPlace(call.path, stack)}: ${fault.message}` } });
    return null;
  }
}

/** Deployments answer for the outputs their config declares, groups for the attributes of their members, nested stacks for their resources. */
function freeAttributes(resource: BoundResource): boolean {
  return resource.templateFile !== null || /(Deployment(s|Group)?|^OS::Heat::(ResourceGroup|AutoScalingGroup|ResourceChain))$/.test(resource.type);
}
