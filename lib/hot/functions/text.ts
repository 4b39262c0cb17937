/** Functions over text: str_replace and its strict forms, str_split, list_join, digest, make_url. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { HotError } from '../error';
import { isMap } from '../json';
import type { Json, JsonMap } from '../types';
import { compareText, own, pythonInt, pythonJson, pythonRepr, pythonText, pythonType, setKey, truthy } from '../values';
import { DIGESTS } from './digests';
import { entriesOf, type HotFunction, isCall, itemsOf } from './expression';
import { joinText, refuseSearch } from './growth';

interface ReplaceOptions {
  /** Values may be maps and lists, written as JSON. */
  json: boolean;
  strict: boolean;
  /** Strict, and no value may be empty. */
  very: boolean;
}

function strReplace(options: ReplaceOptions): HotFunction {
  const example = (name: string): string => `"${name}" syntax should be ${name}:\n              template: This is var1 template var2\n              params:\n                var1: a\n                var2: string`;
  return {
    prepare(args, name) {
      const entries = entriesOf(args);
      if (entries === undefined) throw new HotError('TypeError', `Arguments to "${name}" must be a map`, 'validate');
      const params = entries.get('params');
      if (!entries.has('template') || params === undefined) throw new HotError('KeyError', example(name), 'validate');
      if (!isCall(params) && entriesOf(params) === undefined) throw new HotError('TypeError', `"${name}" parameters must be a mapping`, 'validate');
    },
    evaluate(args, _scope, name) {
      if (!isMap(args)) throw new HotError('TypeError', `Arguments to "${name}" must be a map`);
      const template = args.template ?? null;
      const params = args.params ?? null;
      if (typeof template !== 'string') throw new HotError('TypeError', `"${name}" template must be a string`);
      if (!isMap(params)) throw new HotError('TypeError', `"${name}" params must be a map`);
      const values = new Map<string, string>();
      for (const key of Object.keys(params).sort(longestFirst)) values.set(key, replacement(key, params[key] ?? null, name, options));
      return replaceAll(template, values, options.strict, name);
    },
  };
}

function replacement(key: string, value: Json, name: string, options: ReplaceOptions): string {
  const empty = value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
  if (options.very && empty) throw new HotError('ValueError', `${name} has an undefined or empty value for param ${key}, must be a defined non-empty value`);
  if (value === null) return '';
  if (typeof value !== 'object') return pythonText(value);
  if (options.json) return pythonJson(value, true);
  throw new HotError('TypeError', `"${name}" params must be strings or numbers, param ${key} is not valid`);
}

function longestFirst(a: string, b: string): number {
  return b.length - a.length || compareText(a, b);
}

/** One pass: at every place the longest key wins, inserted text is not looked at again. `values` have their longest keys first. */
function replaceAll(template: string, values: ReadonlyMap<string, string>, strict: boolean, name: string): string {
  const keys = [...values.keys()];
  refuseSearch(keys.length, template.length, name);
  const found = new Set<string>();
  // The parts between two occurrences of a key hold only shorter keys. They are put together again at once: nothing is kept of the way.
  const replaceFrom = (text: string, at: number): string => {
    for (let index = at; index < keys.length; index += 1) {
      const key = keys[index] ?? '';
      if (key === '') throw new HotError('ValueError', 'empty separator');
      if (!text.includes(key)) continue;
      found.add(key);
      const parts = text.split(key);
      return joinText(index + 1 < keys.length ? parts.map((part) => (part === '' ? part : replaceFrom(part, index + 1))) : parts, values.get(key) ?? '', name);
    }
    return text;
  };
  const result = replaceFrom(template, 0);
  if (keys.at(-1) === '') throw new HotError('ValueError', 'empty separator');
  const missing = strict ? keys.filter((key) => !found.has(key)) : [];
  if (missing.length > 0) throw new HotError('ValueError', `The following params were not found in the template: ${missing.join(',')}`);
  return result;
}

export const strReplacePlain = strReplace({ json: false, strict: false, very: false });
export const strReplaceJson = strReplace({ json: true, strict: false, very: false });
export const strReplaceStrict = strReplace({ json: true, strict: true, very: false });
export const strReplaceVeryStrict = strReplace({ json: true, strict: true, very: true });

export const strSplit: HotFunction = {
  prepare(args, name) {
    const isText = args.kind === 'literal' && typeof args.value === 'string';
    if (isText || entriesOf(args) !== undefined) throw new HotError('TypeError', splitUsage(name), 'validate');
  },
  evaluate(args, _scope, name) {
    if (!Array.isArray(args) || args.length < 2) throw new HotError('ValueError', splitUsage(name));
    // What comes after the index is not looked at.
    const [delimiter = null, text = null, at] = args;
    if (text === null) return null;
    if (typeof text !== 'string') throw new HotError('AttributeError', `'${pythonType(text)}' object has no attribute 'split'`);
    const parts = split(text, delimiter);
    if (at === undefined) return parts;
    const index = typeof at === 'number' ? Math.trunc(at) : typeof at === 'boolean' ? Number(at) : typeof at === 'string' ? pythonInt(at) : undefined;
    if (index === undefined && typeof at !== 'string') throw notAnInteger(at);
    if (index === undefined) throw new HotError('ValueError', `Incorrect index to "${name}" should be: "${name}" : [ ",", "apples,pears", <index>]`);
    const part = parts.at(index);
    if (part === undefined) throw new HotError('ValueError', `Incorrect index to "${name}" should be between 0 and ${parts.length - 1}`);
    return part;
  },
};

/** As Python splits: without a delimiter at white space, of which there may be any amount. */
function split(text: string, delimiter: Json): string[] {
  if (delimiter === null) return text.split(/\s+/).filter((part) => part !== '');
  if (typeof delimiter !== 'string') throw new HotError('TypeError', `must be str or None, not ${pythonType(delimiter)}`);
  if (delimiter === '') throw new HotError('ValueError', 'empty separator');
  return text.split(delimiter);
}

function notAnInteger(value: Json): HotError {
  return new HotError('TypeError', `int() argument must be a string, a bytes-like object or a real number, not '${pythonType(value)}'`);
}

function splitUsage(name: string): string {
  return `Incorrect arguments to "${name}" should be: "${name}" : [ ",", "apples,pears", <index>]`;
}

const JOIN_EXAMPLE = '[ " ", [ "str1", "str2"]]';

/** Until 2015-04-30 (and Fn::Join): one list, of text only. */
export const listJoinOne: HotFunction = {
  prepare(args, name) {
    const items = itemsOf(args);
    const usage = `Incorrect arguments to "${name}" should be: "${name}" : ${JOIN_EXAMPLE}`;
    if (items === undefined) throw new HotError('TypeError', usage, 'validate');
    if (items.length !== 2) throw new HotError('ValueError', usage, 'validate');
  },
  evaluate(args, _scope, name) {
    const [delimiter, given = null] = Array.isArray(args) ? args : [];
    const list = given ?? [];
    if (!Array.isArray(list)) throw new HotError('TypeError', `"${name}" must operate on a list`);
    if (typeof delimiter !== 'string') throw new HotError('TypeError', `"${name}" delimiter must be a string`);
    const texts = list.map((item) => {
      if (item === null) return '';
      if (typeof item === 'string') return item;
      throw new HotError('TypeError', `Items to join must be strings not ${pythonRepr(item).slice(0, 200)}`);
    });
    return joinText(texts, delimiter, name);
  },
};

/** Since 2015-10-15: any number of lists, whose maps and lists are written as JSON. */
export const listJoinMany: HotFunction = {
  prepare(args, name) {
    const items = itemsOf(args);
    const usage = `Incorrect arguments to "${name}" should be: "${name}" : [ " ", [ "str1", "str2"] ...]`;
    if (items === undefined) throw new HotError('TypeError', usage, 'validate');
    if (items.length < 2) throw new HotError('ValueError', usage, 'validate');
  },
  evaluate(args, _scope, name) {
    const [delimiter, ...lists] = Array.isArray(args) ? args : [];
    const items: Json[] = [];
    for (const list of lists) {
      if (!truthy(list)) continue;
      if (!Array.isArray(list)) throw new HotError('TypeError', `"${name}" must operate on a list`);
      for (const item of list) items.push(item);
    }
    if (typeof delimiter !== 'string') throw new HotError('TypeError', `"${name}" delimiter must be a string`);
    const texts = items.map((item) => {
      if (item === null) return '';
      if (typeof item === 'string') return item;
      if (typeof item === 'object') return pythonJson(item, true);
      throw new HotError('TypeError', `Items to join must be string, map or list not ${pythonRepr(item).slice(0, 200)}`);
    });
    return joinText(texts, delimiter, name);
  },
};

export const digest: HotFunction = {
  evaluate(args, _scope, name) {
    if (!Array.isArray(args) || args.some((item) => typeof item !== 'string')) throw new HotError('TypeError', `Argument to function "${name}" must be a list of strings`);
    const [algorithm, value] = args;
    if (args.length !== 2 || typeof algorithm !== 'string' || typeof value !== 'string') throw new HotError('ValueError', `Function "${name}" usage: ["<algorithm>", "<value>"]`);
    const hash = DIGESTS.get(algorithm.toLowerCase());
    if (hash === undefined) throw new HotError('ValueError', `Algorithm must be one of {${[...DIGESTS.keys()].map((known) => `'${known}'`).join(', ')}}`);
    if (hash === null) throw new HotError('TypeError', "hexdigest() missing required argument 'length' (pos 1)");
    const bytes = new Uint8Array(value.length);
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 0xff) throw new HotError('UnicodeEncodeError', `'latin-1' codec can't encode character '\\u${code.toString(16).padStart(4, '0')}' in position ${index}: ordinal not in range(256)`);
      bytes[index] = code;
    }
    return bytesToHex(hash(bytes));
  },
};

/** In the order in which Heat looks at them; behind a query nothing is looked at. */
const URL_PARTS = ['scheme', 'username', 'password', 'host', 'port', 'path', 'query', 'fragment'];

function checkUrl(args: JsonMap, name: string): void {
  for (const part of URL_PARTS) {
    const value = own(args, part);
    if (value === undefined) continue;
    if (part === 'query') {
      if (!isMap(value)) throw new HotError('TypeError', `The "${part}" argument to "${name}" must be a map`, 'validate');
      return;
    }
    if (part === 'port') checkPort(value, args, name);
    else if (typeof value !== 'string') throw new HotError('TypeError', `The "${part}" argument to "${name}" must be a string`, 'validate');
  }
}

function checkPort(value: Json, args: JsonMap, name: string): void {
  if (value === null || typeof value === 'object') throw notAnInteger(value);
  const number = typeof value === 'string' ? pythonInt(value) : Math.trunc(Number(value));
  if (number === undefined) throw new HotError('ValueError', `Invalid URL port "${pythonText(value)}" for ${name} called with ${pythonRepr(args)}`, 'validate');
  if (number < 1 || number > 65_535) throw new HotError('ValueError', `Invalid URL port ${number}, must be in range 1-65535`, 'validate');
}

export const makeUrl: HotFunction = {
  validate(args, name) {
    const entries = entriesOf(args);
    if (entries === undefined) throw new HotError('TypeError', `The arguments to "${name}" must be a map`, 'validate');
    const unknown = [...entries.keys()].filter((key) => !URL_PARTS.includes(key));
    if (unknown.length > 0) throw new HotError('ValueError', `Invalid arguments to "${name}": ${unknown.sort(compareText).join(', ')}`, 'validate');
    const known: JsonMap = {};
    for (const [key, entry] of entries) {
      if (entry.kind === 'call') continue;
      setKey(known, key, entry.kind === 'literal' ? entry.value : entry.raw);
    }
    checkUrl(known, name);
  },
  evaluate(args, _scope, name) {
    if (!isMap(args)) throw new HotError('TypeError', `The arguments to "${name}" must be a map`);
    checkUrl(args, name);
    if (typeof args.scheme === 'string' && args.scheme.includes(':')) throw new HotError('ValueError', `URL "scheme" should not contain ':'`);
    const text = (part: string): string => {
      const value = own(args, part);
      return typeof value === 'string' ? value : '';
    };
    let place = percent(text('username'), '');
    if (text('password') !== '') place += `:${percent(text('password'), '')}`;
    if (place !== '') place += '@';
    const bare = text('host').replace(/^\[(.*)\]$/, '$1');
    const host = percent(bare, ':');
    place += host.includes(':') ? `[${host}]` : host;
    const port = own(args, 'port') ?? null;
    if (truthy(port)) place += `:${pythonText(port)}`;
    let path = percent(text('path'), '/');
    const scheme = text('scheme');
    // As Python joins URLs: the slashes of an authority stand there also without one, where the scheme is of the kind that has one.
    const authority = place !== '' || (scheme !== '' && WITH_AUTHORITY.has(scheme) && !path.startsWith('//'));
    if (authority && path !== '' && !path.startsWith('/')) path = `/${path}`;
    const query = own(args, 'query');
    const form = isMap(query) ? Object.entries(query).map(([key, value]) => `${formPart(key)}=${formPart(pythonText(value))}`).join('&') : '';
    if (typeof (args.fragment ?? '') !== 'string' || args.fragment === null) throw new HotError('TypeError', 'quote_from_bytes() expected bytes');
    const fragment = percent(text('fragment'), '/');
    return `${scheme === '' ? '' : `${scheme}:`}${authority ? `//${place}` : ''}${path}${form === '' ? '' : `?${form}`}${fragment === '' ? '' : `#${fragment}`}`;
  },
};

const WITH_AUTHORITY = new Set([
  'ftp', 'http', 'gopher', 'nntp', 'telnet', 'imap', 'wais', 'file', 'mms', 'https', 'shttp', 'snews', 'prospero', 'rtsp', 'rtspu', 'rsync', 'svn', 'svn+ssh', 'sftp', 'nfs', 'git',
  'git+ssh', 'ws', 'wss',
]);

/** Everything but letters, digits, `_.-~` and `safe` as %XX of its UTF-8. */
function percent(text: string, safe: string): string {
  const encoded = encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  let result = encoded;
  for (const char of safe) result = result.replaceAll(encodeURIComponent(char), char);
  return result;
}

function formPart(text: string): string {
  return percent(text, ' /').replaceAll(' ', '+');
}
