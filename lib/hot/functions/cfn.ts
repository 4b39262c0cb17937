/** The functions of the CFN dialect, some of which the first HOT versions know too. */
import { HotError } from '../error';
import type { Json, JsonMap } from '../types';
import { isMap, own, pythonInt, pythonRepr, pythonText, setKey } from '../values';
import { type HotFunction, isCall, itemsOf } from './expression';
import { Growth, refuseSearch } from './growth';

export const findInMap: HotFunction = {
  prepare(args, name) {
    const items = itemsOf(args);
    if (!isCall(args) && items?.length !== 3) throw new HotError('ValueError', `Arguments to "${name}" must be of the form: [map_name, top_level_key, second_level_key]`, 'validate');
  },
  evaluate(args, scope) {
    const steps = Array.isArray(args) ? args.map((step) => pythonText(step)) : [];
    let current: Json | undefined = scope.mappings;
    for (const step of steps) {
      current = isMap(current) ? own(current, step) : undefined;
      if (current === undefined) throw new HotError('KeyError', `'${step}'`);
    }
    return current ?? null;
  },
};

export const getAzs: HotFunction = { evaluate: () => ['nova'] };

export const base64: HotFunction = {
  evaluate(args, _scope, name) {
    if (typeof args !== 'string') throw new HotError('TypeError', `"${name}" argument must be a string`);
    return args;
  },
};

/** [index, list or map]; what is not there is "". */
export const select: HotFunction = {
  prepare(args, name) {
    const items = itemsOf(args);
    if (!isCall(args) && items?.length !== 2) throw new HotError('ValueError', `Arguments to "${name}" must be of the form [index, collection]`, 'validate');
  },
  evaluate(args, _scope, name) {
    const [at = null, given = null] = Array.isArray(args) ? args : [];
    let from: Json = given;
    if (typeof from === 'string' && from !== '') {
      try {
        const parsed: unknown = JSON.parse(from);
        from = isJson(parsed) ? parsed : null;
      } catch {
        throw new HotError('ValueError', `"${name}": the text is neither a list nor a map in JSON: ${pythonRepr(from).slice(0, 80)}`);
      }
    }
    if (from === null || from === '') return '';
    if (isMap(from)) return (typeof at === 'string' ? own(from, at) : own(from, pythonText(at))) ?? '';
    if (!Array.isArray(from)) throw new HotError('TypeError', `Arguments to ${name} not fully resolved`);
    const index = typeof at === 'string' ? pythonInt(at) : at;
    if (typeof index !== 'number') throw new HotError('TypeError', `Index to "${name}" must be an integer or a key`);
    return from.at(index) ?? '';
  },
};

function isJson(value: unknown): value is Json {
  return value !== undefined;
}

export const split: HotFunction = {
  prepare(args, name) {
    const items = itemsOf(args);
    if (!isCall(args) && items?.length !== 2) throw new HotError('ValueError', `Incorrect arguments to "${name}" should be: "${name}" : [ ",", "str1,str2"]`, 'validate');
  },
  evaluate(args, _scope, name) {
    const [delimiter, text] = Array.isArray(args) ? args : [];
    if (text === null || text === undefined) return [];
    if (typeof text !== 'string') throw new HotError('TypeError', `String to split for "${name}" must be string`);
    if (typeof delimiter !== 'string') throw new HotError('TypeError', `Delimiter for "${name}" must be string`);
    if (delimiter === '') throw new HotError('ValueError', 'empty separator');
    return text.split(delimiter);
  },
};

/** [map of replacements, text]. */
export const replace: HotFunction = {
  prepare(args, name) {
    const items = itemsOf(args);
    if (!isCall(args) && items?.length !== 2) throw new HotError('ValueError', `Incorrect arguments to "${name}" should be: "${name}" : [ {"$var1": "foo"}, "$var1 is foo"]`, 'validate');
  },
  evaluate(args, scope, name) {
    const [params = null, template = null] = Array.isArray(args) ? args : [];
    const plain = scope.functions.get('str_replace') ?? scope.functions.get('Fn::Replace');
    if (!isMap(params)) throw new HotError('TypeError', `"${name}" parameters must be a mapping`);
    if (typeof template !== 'string') throw new HotError('TypeError', `"${name}" template must be a string`);
    return plain === undefined || plain === replace ? replaceKeys(template, params, name) : (plain.evaluate?.({ template, params }, scope, name) ?? '');
  },
};

function replaceKeys(template: string, params: JsonMap, name: string): string {
  const keys = Object.keys(params).filter((key) => key !== '').sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (keys.length === 0) return template;
  refuseSearch(keys.length, template.length, name);
  const growth = new Growth(name);
  growth.add(template.length);
  const pattern = new RegExp(keys.map((key) => key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  return template.replace(pattern, (key) => {
    const value = own(params, key) ?? null;
    if (value !== null && typeof value === 'object') throw new HotError('TypeError', `"${name}" params must be strings or numbers, param ${key} is not valid`);
    const text = value === null ? '' : pythonText(value);
    growth.add(text.length);
    return text;
  });
}

/** [key name, value name, list of ".member.N.Key=value"] as a map. */
export const memberListToMap: HotFunction = {
  prepare(args, name) {
    const items = itemsOf(args);
    if (!isCall(args) && items?.length !== 3) throw new HotError('TypeError', `Incorrect arguments to "${name}" should be: "${name}" : [ 'Name', 'Value', [ '.member.0.Name=foo', '.member.0.Value=bar' ] ]`, 'validate');
  },
  evaluate(args, _scope, name) {
    const [keyName = null, valueName = null, list = null] = Array.isArray(args) ? args : [];
    if (!Array.isArray(list)) throw new HotError('TypeError', `Member list for "${name}" must be a list`);
    const members = new Map<string, Map<string, string>>();
    for (const entry of list) {
      const match = typeof entry === 'string' ? /^\.member\.([^.]+)\.([^=]+)=(.*)$/s.exec(entry) : null;
      if (match === null) continue;
      const [, number = '', part = '', value = ''] = match;
      const member = members.get(number) ?? new Map<string, string>();
      members.set(number, member.set(part, value));
    }
    const result: JsonMap = {};
    for (const member of members.values()) {
      const key = member.get(pythonText(keyName));
      if (key !== undefined) setKey(result, key, member.get(pythonText(valueName)) ?? null);
    }
    return result;
  },
};
