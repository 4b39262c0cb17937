/** The list of stacks: what a row shows, and the words one filters by. */
import type { StackSummary } from './types';

/** Families of states as one letter each, for pictures of many resources: failed, held, progress, rollback, done, waiting. */
export type Dot = 'f' | 'h' | 'p' | 'r' | 'd' | 'w';

export interface StackRow extends StackSummary {
  /** What it is held up by: a pause, or something waited for unusually long. Null while all goes on. */
  heldFor: string | null;
  /** A letter for each of its first resources, at most forty. */
  dots: string;
  revision: number | null;
  /** Of the last operation: milliseconds so far or in all, and what such operations of the stack took in the middle. */
  lastMs: number | null;
  usualMs: number | null;
  environments: string[];
  protected: boolean;
  /** Nested stacks in it, whatever the depth. */
  nested: number;
  deletedAt: string | null;
}

export interface Facets {
  /** All that are there, and those that match. */
  total: number;
  matching: number;
  families: Partial<Record<Dot, number>>;
  tags: { name: string; count: number }[];
  owners: { name: string; count: number }[];
  /** What wants somebody's eye, by the word after `is:`. Nothing for what there is none of. */
  attention: Partial<Record<Attention, number>>;
}

/** A filter with an order that somebody gave a name to. */
export interface SavedView {
  name: string;
  /** The part of the address behind the path: `?q=...&sort=...`, or nothing. */
  address: string;
}

/** How many stacks have what. */
export type FacetValues = { name: string; count: number }[];

export const ATTENTION = ['failed', 'paused', 'waiting', 'offline', 'drifted'] as const;
export type Attention = (typeof ATTENTION)[number];

export interface BoardPage {
  rows: StackRow[];
  offset: number;
  /** Present where it was asked for. */
  facets: Facets | null;
}

export const BOARD_SORTS = ['name', 'state', 'changed', 'age'] as const;
export type BoardSort = (typeof BOARD_SORTS)[number];

/** What the page of the stacks is told while it is open. */
export type ProjectFrame = { kind: 'stacks'; rows: StackRow[] } | { kind: 'gone'; ids: string[] };

/** A filter as it was typed, taken apart. Values of one key are alternatives, keys must all hold. */
export interface StackQuery {
  words: string[];
  keys: Partial<Record<QueryKey, string[]>>;
  /** Words with a colon that no filter knows, or whose value cannot be: the list says so instead of showing nothing. A key without a value is still being typed. */
  unknown: string[];
}

export const QUERY_KEYS = ['status', 'action', 'tag', 'env', 'owner', 'type', 'updated', 'is'] as const;
export type QueryKey = (typeof QUERY_KEYS)[number];

export const QUERY_HELP: Readonly<Record<QueryKey, string>> = {
  status: 'failed, held, progress, rollback, done, waiting',
  action: 'create, update, delete, rollback, check, suspend, ...',
  tag: 'a tag',
  env: 'an environment it was deployed with',
  owner: 'who made it',
  type: 'a resource type it has, * for any letters',
  updated: '<1d changed within a day, >2w not for two weeks (m, h, d, w)',
  is: 'failed, paused, waiting, offline, drifted, running, deleted, nested, protected',
};

const IS = [...ATTENTION, 'running', 'deleted', 'nested', 'protected'] as const;
const STATUSES: Readonly<Record<string, Dot>> = { failed: 'f', held: 'h', progress: 'p', in_progress: 'p', rollback: 'r', done: 'd', complete: 'd', waiting: 'w' };
const AGE = /^([<>])(\d+)([mhdw])$/;
const UNIT_MINUTES = { m: 1, h: 60, d: 1440, w: 10_080 } as const;

export function parseStackQuery(text: string): StackQuery {
  const query: StackQuery = { words: [], keys: {}, unknown: [] };
  for (const token of text.trim().split(/\s+/).filter(Boolean)) {
    const colon = token.indexOf(':');
    const key = QUERY_KEYS.find((each) => each === token.slice(0, colon).toLowerCase());
    const value = token.slice(colon + 1);
    if (colon < 1 || (key === undefined && token.slice(colon, colon + 2) === '::')) query.words.push(token);
    else if (key !== undefined && value === '') continue;
    else if (key === undefined || !isPossible(key, value)) query.unknown.push(token);
    else (query.keys[key] ??= []).push(...value.split(','));
  }
  return query;
}

function isPossible(key: QueryKey, value: string): boolean {
  if (key === 'status') return value.split(',').every((each) => dotOf(each) !== null);
  if (key === 'is') return value.split(',').every((each) => IS.some((word) => word === each));
  return key !== 'updated' || AGE.test(value);
}

/** The letter of a family's word. */
export function dotOf(word: string): Dot | null {
  return STATUSES[word.toLowerCase()] ?? null;
}

/** `<1d`: changed within so many minutes; `>1d`: not within them. */
export function ageOf(value: string): { within: boolean; minutes: number } | null {
  const [, sign, number, unit] = AGE.exec(value) ?? [];
  if (sign === undefined || number === undefined || (unit !== 'm' && unit !== 'h' && unit !== 'd' && unit !== 'w')) return null;
  return { within: sign === '<', minutes: Number(number) * UNIT_MINUTES[unit] };
}

/** The text with one value of a key more or, when it is there, less. */
export function toggled(text: string, key: QueryKey, value: string): string {
  const tokens = text.trim().split(/\s+/).filter(Boolean);
  const token = `${key}:${value}`;
  return (tokens.includes(token) ? tokens.filter((each) => each !== token) : [...tokens, token]).join(' ');
}
