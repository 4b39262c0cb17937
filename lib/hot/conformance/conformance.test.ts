/** Every recorded expression, against what Heat answered. What differs on purpose is listed in differences.json, with its reason. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json, JsonMap } from '../types';
import differences from './differences.json';
import recorded from './functions.json';
import generated from './generated.json';
import { type Result, runVector, type Standard, type Vector } from './run-vector';
import { compareVector } from './compare';

const standard: Standard = recorded.std;
const vectors: Vector[] = recorded.vectors;
const deliberate = new Map(differences.map(({ id, differs }) => [id, differs]));
const results = new Map<string, { result: Result; outcome: boolean; message: boolean | null }>();
for (const vector of vectors) {
  const result = runVector(vector, standard);
  results.set(vector.id, { result, ...compareVector(vector, result) });
}

describe('expressions recorded from Heat', () => {
  it('agree, but for the differences listed', () => {
    const all = [...results.values()];
    const worded = all.filter(({ message }) => message !== null);
    console.log(`outcomes ${all.filter(({ outcome }) => outcome).length} of ${all.length}, messages ${worded.filter(({ message }) => message).length} of ${worded.length}`);
    expect(all.length).toBe(vectors.length);
  });

  it.each(vectors.map((vector) => [vector.id, JSON.stringify(vector.expr).slice(0, 80), vector] as const))('%s %s', (id, _, vector) => {
    const { result, outcome, message } = results.get(id) ?? { result: null, outcome: false, message: false };
    const differs = deliberate.get(id);
    const seen = !outcome ? 'outcome' : message === false ? 'message' : undefined;
    expect(seen === differs ? null : { expected: vector.outcome, result, differs }).toBeNull();
  });
});

describe('expressions of a generator, put to Heat', () => {
  it.each(generated.vectors.map((vector) => [vector.id, vector.version, JSON.stringify(vector.expr).slice(0, 80), vector] as const))('%s %s %s', (_id, _version, _expression, vector) => {
    const result = runVector(vector, standard);
    const { outcome, message } = compareVector(vector, result);
    expect(outcome && message !== false ? null : { expected: vector.outcome, result }).toBeNull();
  });
});

interface Probe {
  input: Json;
  opts: { version?: string; conds?: JsonMap; files?: Record<string, string> };
  /** JSON of the value, or `ERR <type>: <message>`. */
  result: string;
}

const PROBES = new URL('../../../../shared/spec/data/fn-probes.json', import.meta.url);
const probed = existsSync(PROBES);
if (!probed) console.warn('SKIPPED: the second set of recorded expressions needs the folder ../shared, which is not there.');

/** The parameters all of them were put with. */
const PROBE_PARAMETERS: JsonMap = { s: { type: 'string' }, n: { type: 'number' }, l: { type: 'comma_delimited_list' }, j: { type: 'json' }, b: { type: 'boolean' } };
const PROBE_VALUES: JsonMap = { s: 'hello', n: '3.0', l: 'a, b,c', j: '{"x": {"y": [1, 2, {"z": null}]}, "a.b": 5}', b: 'yes' };

/** Values that only the Heat that was asked had. */
const NOT_COMPARED = /OS::stack_id|OS::project_id/;

const PROBE_DIFFERENCES: Record<string, string> = {
  '{"get_param":["s",{"get_param":"n"}]}': 'JavaScript has one kind of number: 3.0 is an index, in Python it is none.',
  '{"map_replace":[{"k":1},{"values":{"1":2}}]}': 'The key was a number of Python; JSON, in which it was written down, has no such keys.',
  '{"map_replace":[{"k":true},{"values":{"1":"one"}}]}': 'The key was a number of Python; JSON, in which it was written down, has no such keys.',
  '{"digest":["nope","a"]}': 'The list of algorithms is that of the Python Heat ran on.',
  '{"resource_facade":"metadata"}': "Heat shows a fault of its own; here it says what is wrong.",
};

describe.runIf(probed)('expressions probed one at a time', () => {
  const probes: Probe[] = probed ? JSON.parse(readFileSync(PROBES, 'utf8')) : [];
  const compared = probes.filter(({ input }) => !NOT_COMPARED.test(JSON.stringify(input)) && PROBE_DIFFERENCES[JSON.stringify(input)] === undefined);

  it.each(compared.map((probe) => [JSON.stringify(probe.input).slice(0, 100), probe] as const))('%s', (_, { input, opts, result }) => {
    const failure = /^(VALIDATE-)?ERR \w+: (.*)$/s.exec(result)?.[2];
    const vector: Vector = {
      id: '', version: opts.version ?? '2021-04-16', parameters: PROBE_PARAMETERS, values: PROBE_VALUES, conditions: opts.conds ?? {}, files: opts.files ?? {}, expr: input,
      outcome: { value: null },
    };
    const found = runVector(vector, standard);
    if (failure === undefined) expect(found).toEqual({ value: JSON.parse(result) });
    else expect('error' in found ? found.error.message : found).toBe(failure);
  });
});
