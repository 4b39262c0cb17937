import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../types';
import { evaluateYaql, parseYaql, YaqlError } from './index';

/** Answers of a running Heat; the folder stands beside the repository where the product is developed. */
const file = new URL('../../../../shared/conformance/functions.json', import.meta.url);

interface Vector {
  id: string;
  version: string;
  expr: { yaql?: { expression: string; data?: unknown } } | null;
  outcome: { value?: unknown; error?: { type: string; message: string } };
}

/** Versions of the template language without the function, where the map is plain data. */
const WITHOUT_YAQL = /^201(3|4|5|6-04)/;

function vectors(): Vector[] {
  if (!existsSync(file)) {
    console.warn(`${file.pathname} is not there: the answers of Heat are not compared.`);
    return [];
  }
  const all: Vector[] = JSON.parse(readFileSync(file, 'utf8')).vectors;
  return all.filter(({ expr, version }) => expr?.yaql && !WITHOUT_YAQL.test(version) && !hasCall(expr.yaql.data));
}

/** Data that the template's own functions make is for the tests of those. */
function hasCall(data: unknown): boolean {
  return /"(get_param|get_file|if|digest|str_\w+|list_\w+|map_\w+|repeat|filter)":/.test(JSON.stringify(data) ?? '');
}

describe('yaql as Heat answered', () => {
  const cases = vectors();
  it.skipIf(cases.length === 0)('has answers to compare with', () => expect(cases.length).toBeGreaterThan(20));

  it.each(cases)('$id $expr.yaql.expression', ({ expr, outcome }) => {
    const { error } = outcome;
    const expected = error === undefined ? outcome : { error: { type: error.type, message: error.message } };
    expect(answer(expr?.yaql?.expression ?? '', JSON.parse(JSON.stringify(expr?.yaql?.data ?? {})))).toEqual(expected);
  });
});

function answer(expression: string, data: Json): Vector['outcome'] {
  try {
    return { value: evaluateYaql(parseYaql(expression), data) };
  } catch (error) {
    if (error instanceof YaqlError) return { error: { type: error.type, message: error.message } };
    throw error;
  }
}
