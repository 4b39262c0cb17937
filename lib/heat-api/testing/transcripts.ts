/** Transcripts of a running Heat: what was asked, and what it answered. For the tests that ask Hearth the same. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Json, JsonMap } from '@/lib/hot/types';

export interface Exchange {
  /** `d2:17`, file and line. */
  at: string;
  method: string;
  /** As it was asked: `/stacks/x` below the project, or a whole address. */
  address: string;
  body: Json | undefined;
  /** The transcript keeps the first characters of long bodies only. */
  bodyIsCut: boolean;
  status: number;
  answer: Json;
  answerIsCut: boolean;
}

const json: z.ZodType<Json> = z.json();

/** Null where the transcripts are not beside the repository. */
export function readTranscript(name: string): string[] | null {
  const file = path.resolve(import.meta.dirname, '../../../../shared/spec/data', name);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : null;
}

/** `>> GET /stacks/x`, then the status, then the body. */
export function exchangesIn(lines: readonly string[], label: string): Exchange[] {
  return lines.flatMap((line, index): Exchange[] => {
    const [, method, address, sent = ''] = /^>> ([A-Z]+) (\S+) ?(.*)$/.exec(line) ?? [];
    if (method === undefined || address === undefined) return [];
    const body = sent.trim() === '' ? null : whole(sent);
    const text = (lines[index + 2] ?? '').trim();
    const answer = text === '' ? null : whole(text);
    return [{
      at: `${label}:${index + 1}`, method, address, body: body ?? undefined, bodyIsCut: sent.trim() !== '' && body === undefined,
      status: Number((lines[index + 1] ?? '').trim().slice(0, 3)), answer: answer === undefined ? beginning(text) : answer, answerIsCut: answer === undefined,
    }];
  });
}

/** `BAD {body}`, then `-> status type | message`, which may go on over lines. All are `POST /stacks`. */
export function refusalsIn(lines: readonly string[], label: string): Exchange[] {
  return lines.flatMap((line, index): Exchange[] => {
    if (!line.startsWith('BAD ')) return [];
    const end = lines.findIndex((other, at) => at > index && /^(BAD|>>) /.test(other));
    const text = lines.slice(index + 1, end < 0 ? undefined : end).filter((other) => !other.startsWith('       status')).join('\n').trimStart().replace(/\n+$/, '');
    const [, status, type, message = ''] = /^-> (\d+) (\S+) \| (.*)$/s.exec(text) ?? [];
    const error: JsonMap = { type: type ?? '', ...(message === 'None' ? {} : { message }) };
    return [{
      at: `${label}:${index + 1}`, method: 'POST', address: '/stacks', body: whole(line.slice(4)), bodyIsCut: false, status: Number(status), answer: type === 'None' ? null : { error }, answerIsCut: true,
    }];
  });
}

function whole(text: string): Json | undefined {
  try {
    return json.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** As much of a document as its first characters tell: open lists and maps are closed after the last value that is whole. */
function beginning(text: string): Json {
  const open: string[] = [];
  let end = 0;
  let closers = '';
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (inText) {
      if (char === '\\') at += 1;
      else if (char === '"') inText = false;
      continue;
    }
    if (char === '"') inText = true;
    else if (char === '{' || char === '[') open.push(char === '{' ? '}' : ']');
    else if (char === '}' || char === ']') open.pop();
    if (char === ',' || char === '}' || char === ']') {
      end = char === ',' ? at : at + 1;
      closers = [...open].reverse().join('');
    }
  }
  return whole(text.slice(0, end) + closers) ?? null;
}

// --- comparing ------------------------------------------------------------------------------------------------------

/** How an answer differs from the one that was recorded; null when it does not. Ids, times and texts that depend on them may differ, errors may not. */
export function difference(recorded: Exchange, status: number, answer: Json): string | null {
  if (status !== recorded.status) return `status ${recorded.status} expected, found ${status} ${JSON.stringify(answer).slice(0, 300)}`;
  const error = mapAt(recorded.answer, 'error');
  const found = mapAt(answer, 'error');
  for (const key of ['type', 'message']) {
    if (error !== null && error[key] !== undefined && error[key] !== found?.[key]) return `error ${key} ${JSON.stringify(error[key])} expected, found ${JSON.stringify(found?.[key] ?? null)}`;
  }
  return shapeDifference(recorded.answer, answer, '', recorded.answerIsCut);
}

function mapAt(value: Json, key: string): JsonMap | null {
  const inner = typeof value === 'object' && value !== null && !Array.isArray(value) ? value[key] : null;
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : null;
}

/** Maps whose keys are not the API's: what a deployment was given and gave, and what a type remembers. */
const FREE = new Set(['input_values', 'output_values', 'resource_data']);

/** Same keys, same kinds; of lists the first items. Null stands for a value that is not there yet, of any kind. */
function shapeDifference(expected: Json, found: Json, where: string, cut: boolean): string | null {
  if (expected === null || found === null) return null;
  if (Array.isArray(expected) || Array.isArray(found)) {
    if (!Array.isArray(expected) || !Array.isArray(found)) return `${where || 'the body'}: a list on one side only`;
    const [first] = expected;
    const [other] = found;
    return first === undefined || other === undefined ? null : shapeDifference(first, other, `${where}[0]`, cut);
  }
  if (typeof expected !== 'object' || typeof found !== 'object') {
    return typeof expected === typeof found ? null : `${where}: a ${typeof expected} expected, found a ${typeof found}`;
  }
  const missing = Object.keys(expected).filter((key) => !Object.hasOwn(found, key));
  const more = cut ? [] : Object.keys(found).filter((key) => !Object.hasOwn(expected, key));
  if (missing.length + more.length > 0) return `${where || 'the body'}: missing ${JSON.stringify(missing)}, too much ${JSON.stringify(more)}`;
  for (const [key, value] of Object.entries(expected)) {
    if (FREE.has(key)) continue;
    const inner = shapeDifference(value, found[key] ?? null, `${where}.${key}`, cut);
    if (inner !== null) return inner;
  }
  return null;
}

// --- stories --------------------------------------------------------------------------------------------------------

/** An event: of what, `CREATE_COMPLETE`, and why. */
export interface Happened {
  resource: string;
  state: string;
  reason: string;
}

export interface Story {
  events: Happened[];
  /** The lines between the events. */
  lines: string[];
}

/** `### title`, then what happened: `EV ('a', 'CREATE_COMPLETE', 'state changed')`. What comes before the first title has none: `''`. */
export function storiesIn(lines: readonly string[]): Map<string, Story> {
  let current: Story = { events: [], lines: [] };
  const stories = new Map<string, Story>([['', current]]);
  for (const line of lines) {
    const title = /^### (.+)$/.exec(line)?.[1];
    if (title !== undefined) {
      current = { events: [], lines: [] };
      stories.set(title, current);
      continue;
    }
    const [, resource, state, reason] = /^\s+EV \('([^']*)', '([^']*)', ['"](.*)['"]\)$/.exec(line) ?? [];
    if (resource === undefined || state === undefined || reason === undefined) current.lines.push(line);
    else current.events.push({ resource, state, reason });
  }
  return stories;
}

/** What is independent of each other may be told in any order: compared is what each resource went through, and how it begins and ends. */
export function shaped(events: readonly Happened[]): unknown {
  const lives: Record<string, string[]> = {};
  for (const { resource, state, reason } of events) (lives[resource] ??= []).push(`${state}: ${reason}`);
  return { lives, first: events[0], last: events.at(-1) };
}

/** Events of a list of Heat's API. */
export function happenedIn(events: readonly JsonMap[]): Happened[] {
  return events.map((event) => ({ resource: String(event['resource_name']), state: String(event['resource_status']), reason: String(event['resource_status_reason']) }));
}

/** Types and messages of the refusals of a story, which Python printed. */
export function refusalsOf(story: Story | undefined): { type: string; message: string }[] {
  return (story?.lines ?? []).flatMap((line) => {
    const type = /'type': '(\w+)'/.exec(line)?.[1];
    const [, single, double] = /'message': (?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/.exec(line) ?? [];
    const message = single ?? double;
    return type === undefined || message === undefined || !/^\(4\d\d, /.test(line) ? [] : [{ type, message: message.replaceAll(/\\(['"])/g, '$1') }];
  });
}
