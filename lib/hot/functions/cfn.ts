/** The functions of the CFN dialect, some of which the first HOT versions know too. */
import { HotError } from '../error';
import { JsonError, parseJson } from '../parameters/json';
import type { Json, JsonMap } from '../types';
import { isMap } from '../json';
import { own, pythonInt, pythonText, pythonType, setKey } from '../values';
import { entriesOf, type HotFunction, isCall, itemsOf } from './expression';
import { strReplacePlain } from './text';

export const findInMap: HotFunction = {
  prepare(args, name) {
    if (itemsOf(args)?.length !== 3) throw new HotError('ValueError', `Arguments to "${name}" must be of the form: [map_name, top_level_key, second_level_key]`, 'validate');
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
    if (itemsOf(args)?.length !== 2) throw new HotError('ValueError', `Arguments to "${name}" must be of the form [index, collection]`, 'validate');
  },
  evaluate(args, _scope, name) {
    const [at = null, given = null] = Array.isArray(args) ? args : [];
    let from: Json = given;
    if (typeof from === 'string' && from !== '') {
      try {
        from = parseJson(from);
      } catch (fault) {
        throw fault instanceof JsonError ? new HotError('ValueError', `"${name}": ${fault.message}`) : fault;
      }
    }
    if (from === null || from === '') return '';
    if (isMap(from)) {
      if (typeof at !== 'string') throw new HotError('TypeError', `Index to "${name}" must be a string`);
      return Object.hasOwn(from, at) ? (from[at] ?? null) : '';
    }
    if (!Array.isArray(from)) throw new HotError('TypeError', `Arguments to ${name} not fully resolved`);
    const index = typeof at === 'string' ? pythonInt(at) : typeof at === 'number' ? Math.trunc(at) : typeof at === 'boolean' ? Number(at) : undefined;
    if (index === undefined) throw new HotError('TypeError', `Index to "${name}" must be an integer`);
    const item = from.at(index);
    return item === undefined ? '' : item;
  },
};

export const split: HotFunction = {
  prepare(args, name) {
    if (itemsOf(args)?.length !== 2) throw new HotError('ValueError', `Incorrect arguments to "${name}" should be: "${name}" : [ ",", "str1,str2"]]`, 'validate');
  },
  evaluate(args, _scope, name) {
    const [delimiter, text] = Array.isArray(args) ? args : [];
    if (typeof delimiter !== 'string') throw new HotError('TypeError', `Delimiter for ${name} must be string`);
    if (typeof text !== 'string') throw new HotError('TypeError', `String to split must be string; got <class '${pythonType(text)}'>`);
    if (delimiter === '') throw new HotError('ValueError', 'empty separator');
    return text.split(delimiter);
  },
};

/** [map of replacements, text]. */
export const replace: HotFunction = {
  prepare(args, name) {
    const items = itemsOf(args);
    const usage = `Incorrect arguments to "${name}" should be: {"${name}": [ {"$var1": "foo", "%var2%": "bar"}, "$var1 is %var2%"]}`;
    if (items === undefined) throw new HotError('TypeError', usage, 'validate');
    const [params] = items;
    if (items.length !== 2 || params === undefined) throw new HotError('ValueError', usage, 'validate');
    if (!isCall(params) && entriesOf(params) === undefined) throw new HotError('TypeError', `"${name}" parameters must be a mapping`, 'validate');
  },
  evaluate(args, scope, name) {
    const [params = null, template = null] = Array.isArray(args) ? args : [];
    return strReplacePlain.evaluate?.({ template, params }, scope, name) ?? '';
  },
};

const MEMBERS_EXAMPLE = `
            {'Fn::MemberListToMap': ['Name', 'Value',
                                     ['.member.0.Name=key',
                                      '.member.0.Value=door']]}
            `;

/** [key name, value name, list of ".member.N.Key=value"] as a map. */
export const memberListToMap: HotFunction = {
  prepare(args, name) {
    const items = itemsOf(args);
    if (items?.length !== 3) throw new HotError('TypeError', `Wrong Arguments try: "${MEMBERS_EXAMPLE}"`, 'validate');
    for (const [index, what] of ['Key', 'Value'].entries()) {
      const item = items[index];
      if (item?.kind !== 'literal' || typeof item.value !== 'string') throw new HotError('TypeError', `${name} ${what} Name must be a string`, 'validate');
    }
  },
  evaluate(args) {
    const [keyName = null, valueName = null, list = null] = Array.isArray(args) ? args : [];
    const entries: Json = typeof list === 'string' ? [...list] : isMap(list) ? Object.keys(list) : list;
    if (!Array.isArray(entries)) throw new HotError('TypeError', 'Member list must be a list');
    const members = new Map<number, Map<string, string>>();
    for (const entry of entries) {
      if (typeof entry !== 'string') throw new HotError('TypeError', 'Member list items must be strings');
      if (!entry.includes('=')) throw new HotError('ValueError', `dictionary update sequence element #${entries.indexOf(entry)} has length 1; 2 is required`);
      const match = /^\.member\.(\d+)\.([^=]*)=(.*)$/s.exec(entry);
      if (match === null) continue;
      const [, number = '', part = '', value = ''] = match;
      const member = members.get(Number(number)) ?? new Map<string, string>();
      members.set(Number(number), member.set(part, value));
    }
    const result: JsonMap = {};
    for (const [, member] of [...members].sort(([a], [b]) => a - b)) {
      const key = member.get(pythonText(keyName));
      const value = member.get(pythonText(valueName));
      if (key !== undefined && value !== undefined) setKey(result, key, value);
    }
    return result;
  },
};
