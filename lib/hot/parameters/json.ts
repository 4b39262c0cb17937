/** JSON with the messages of Python's reader, which people know from Heat and which say where the fault is. */
import type { Json } from '../types';

export class JsonError extends Error {
  override readonly name = 'JsonError';
}

/** Throws JsonError: `Expecting value: line 1 column 1 (char 0)`. */
export function parseJson(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
    const found = firstFault(text);
    throw new JsonError(found === null ? 'the text is not JSON' : `${found.what}: ${place(text, found.at)}`);
  }
}

function place(text: string, at: number): string {
  const before = text.slice(0, at);
  return `line ${before.split('\n').length} column ${at - before.lastIndexOf('\n')} (char ${at})`;
}

interface Fault {
  what: string;
  at: number;
}

/** Where Python stops. Without recursion, so that depth costs no stack. */
function firstFault(text: string): Fault | null {
  const open: ('{' | '[')[] = [];
  let at = skip(text, 0);
  /** What has to come next. */
  let next: 'value' | 'key' | 'firstKey' | 'firstItem' | 'after' = 'value';
  for (;;) {
    const char = text[at];
    const container = open.at(-1);
    if (next === 'after') {
      if (container === undefined) return at < text.length ? { what: 'Extra data', at } : null;
      if (char === (container === '{' ? '}' : ']')) open.pop();
      else if (char !== ',') return { what: "Expecting ',' delimiter", at };
      else next = container === '{' ? 'key' : 'value';
      at = skip(text, at + 1);
    } else if (next === 'key' || next === 'firstKey') {
      if (next === 'firstKey' && char === '}') {
        open.pop();
        next = 'after';
        at = skip(text, at + 1);
        continue;
      }
      if (char !== '"') return { what: 'Expecting property name enclosed in double quotes', at };
      const end = textEnd(text, at);
      if (typeof end !== 'number') return end;
      at = skip(text, end);
      if (text[at] !== ':') return { what: "Expecting ':' delimiter", at };
      at = skip(text, at + 1);
      next = 'value';
    } else if (char === '{' || char === '[') {
      open.push(char);
      next = char === '{' ? 'firstKey' : 'firstItem';
      at = skip(text, at + 1);
    } else if (next === 'firstItem' && char === ']') {
      open.pop();
      next = 'after';
      at = skip(text, at + 1);
    } else {
      const end = char === '"' ? textEnd(text, at) : wordEnd(text, at);
      if (typeof end !== 'number') return end;
      at = skip(text, end);
      next = 'after';
    }
  }
}

function skip(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text[at] ?? '')) at += 1;
  return at;
}

function wordEnd(text: string, at: number): number | Fault {
  const word = /^(?:null|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)/.exec(text.slice(at, at + 400))?.[0];
  return word === undefined ? { what: 'Expecting value', at } : at + word.length;
}

function textEnd(text: string, start: number): number | Fault {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '"') return at + 1;
    if (char < ' ') return { what: 'Invalid control character at', at };
    if (char !== '\\') continue;
    const escaped = text[at + 1] ?? '';
    if (escaped === '') return { what: 'Unterminated string starting at', at: start };
    if (escaped === 'u' && !/^[0-9a-fA-F]{4}/.test(text.slice(at + 2, at + 6))) return { what: 'Invalid \\uXXXX escape', at: at + 1 };
    if (!'"\\/bfnrtu'.includes(escaped)) return { what: 'Invalid \\escape', at };
    at += 1;
  }
  return { what: 'Unterminated string starting at', at: start };
}
