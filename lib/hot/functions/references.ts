/** get_param, get_resource, get_attr, get_file, resource_facade, and their CFN forms Ref and Fn::GetAtt. */
import { HotError } from '../error';
import { isMap } from '../json';
import type { Json } from '../types';
import { own, pythonInt, pythonText, pythonType, truthy } from '../values';
import { type HotFunction, itemsOf } from './expression';

export const getParam: HotFunction = {
  evaluate(args, scope, name) {
    if (!truthy(args)) throw new HotError('ValueError', `Function "${name}" must have arguments`);
    if (typeof args !== 'string' && !Array.isArray(args)) throw new HotError('TypeError', `Argument to "${name}" must be string or list`);
    const [parameter, ...path] = typeof args === 'string' ? [args] : args;
    if (typeof parameter !== 'string') throw new HotError('TypeError', `Parameter name in "${name}" must be string`);
    return walkParameter(scope.parameter(parameter), path);
  },
};

/** Any step that leads nowhere ends in "", also one that walks into text by number. */
function walkParameter(value: Json, path: Json[]): Json {
  let current: Json = value;
  for (const step of path) {
    let next: Json | undefined;
    if (isMap(current)) next = typeof step === 'string' ? own(current, step) : typeof step === 'number' ? own(current, String(step)) : undefined;
    else if (Array.isArray(current) || typeof current === 'string') next = item(current, typeof step === 'string' ? pythonInt(step) : step);
    if (next === undefined) return '';
    current = next;
  }
  return current;
}

function item(sequence: Json[] | string, step: Json | undefined): Json | undefined {
  const index = typeof step === 'boolean' ? Number(step) : step;
  if (typeof index !== 'number' || !Number.isInteger(index)) return undefined;
  return sequence.at(index);
}

/** The path of get_attr: numbers index lists and text, names index maps; whatever leads nowhere is null. */
export function selectAttributePath(value: Json, path: readonly Json[]): Json {
  let current: Json = value;
  for (const step of path) {
    let next: Json | undefined;
    if (isMap(current)) next = typeof step === 'string' ? own(current, step) : undefined;
    else if (Array.isArray(current) || typeof current === 'string') next = item(current, step);
    if (next === undefined) return null;
    current = next;
  }
  return current;
}

export const getResource: HotFunction = {
  evaluate(args, scope) {
    const name = resourceName(args);
    if (!scope.hasResource(name)) throw notAResource(name);
    return scope.resources.referenceId(name);
  },
};

/** Only what is no list and no map can be looked for. */
function resourceName(value: Json): string {
  if (typeof value === 'object' && value !== null) throw new HotError('TypeError', `unhashable type: '${pythonType(value)}'`);
  return pythonText(value);
}

function notAResource(name: string): HotError {
  return new HotError('InvalidTemplateReference', `The specified reference "${name}" (in unknown) is incorrect.`);
}

function attributeFunction(least: 1 | 2): HotFunction {
  return {
    prepare(args, name) {
      const items = itemsOf(args);
      if (least === 1 && args.kind === 'literal') {
        if (!truthy(args.value)) throw new HotError('ValueError', `Arguments to "${name}" can be of the next forms: [resource_name] or [resource_name, attribute, (path), ...]`, 'validate');
        // Python takes a text for the list of its letters: one letter is the name of a resource.
        if (typeof args.value === 'string' && [...args.value].length === 1) return;
      }
      if (items === undefined) throw new HotError('TypeError', `Argument to "${name}" must be a list`, 'validate');
      if (items.length < least) throw new HotError('ValueError', `Arguments to "${name}" must be of the form [resource_name, attribute, (path), ...]`, 'validate');
    },
    evaluate(args, scope) {
      const [first = null, attribute, ...path] = Array.isArray(args) ? args : [args];
      const resource = resourceName(first);
      if (!scope.hasResource(resource)) throw notAResource(resource);
      if (attribute === undefined) return scope.resources.attributes(resource);
      if (typeof attribute !== 'string') return null;
      return scope.resources.attribute(resource, attribute, path);
    },
  };
}

/** Before 2015-10-15 the attribute has to be named. */
export const getAttrNamed = attributeFunction(2);
export const getAttr = attributeFunction(1);

export const getFile: HotFunction = {
  evaluate(args, scope, name) {
    if (typeof args !== 'string') throw new HotError('TypeError', `Argument to "${name}" must be a string`);
    const content = own(scope.files, args);
    if (content === undefined) throw new HotError('ValueError', `No content found in the "files" section for ${name} path: ${args}`);
    return content;
  },
};

/** CFN: a parameter if there is one of that name, else a resource. */
export const ref: HotFunction = {
  prepare(args) {
    if (args.kind !== 'call') resourceName(args.kind === 'literal' ? args.value : args.raw);
  },
  evaluate(args, scope) {
    const name = resourceName(args);
    if (scope.hasParameter(name)) return scope.parameter(name);
    if (!scope.hasResource(name)) throw notAResource(name);
    return scope.resources.referenceId(name);
  },
};

/** CFN, in conditions: parameters only. */
export const refParameter: HotFunction = {
  evaluate(args, scope) {
    const name = resourceName(args);
    if (!scope.hasParameter(name)) throw notAResource(name);
    return scope.parameter(name);
  },
};

export const getAtt: HotFunction = {
  prepare(args, name) {
    if (itemsOf(args)?.length !== 2) throw new HotError('ValueError', `Arguments to "${name}" must be of the form [resource_name, attribute]`, 'validate');
  },
  evaluate(args, scope) {
    const [first = null, attribute] = Array.isArray(args) ? args : [];
    const resource = resourceName(first);
    if (!scope.hasResource(resource)) throw notAResource(resource);
    return typeof attribute === 'string' ? scope.resources.attribute(resource, attribute, []) : null;
  },
};

const FACADE = { metadata: 'metadata', deletion_policy: 'deletionPolicy', update_policy: 'updatePolicy' } as const;
const CFN_FACADE = { Metadata: 'metadata', DeletionPolicy: 'deletionPolicy', UpdatePolicy: 'updatePolicy' } as const;

function facadeFunction(words: Readonly<Record<string, 'metadata' | 'deletionPolicy' | 'updatePolicy'>>): HotFunction {
  return {
    prepare(args, name) {
      if (args.kind !== 'literal' || typeof args.value !== 'string' || own(words, args.value) === undefined) {
        throw new HotError('ValueError', `Incorrect arguments to "${name}" should be one of: ${Object.keys(words).join(', ')}`, 'validate');
      }
    },
    evaluate(args, scope, name) {
      const part = typeof args === 'string' ? own(words, args) : undefined;
      if (scope.facade === null) throw new HotError('AttributeError', `"${name}" means something only in a nested template: this stack has no parent resource.`);
      return part === undefined ? null : scope.facade[part]();
    },
  };
}

export const resourceFacade = facadeFunction(FACADE);
export const cfnResourceFacade = facadeFunction(CFN_FACADE);
