/** Every recorded expression, against what Heat answered. What differs on purpose is listed in differences.json, with its reason. */
import { describe, expect, it } from 'vitest';
import differences from './differences.json';
import recorded from './functions.json';
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
