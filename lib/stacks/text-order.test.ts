import { describe, expect, it } from 'vitest';
import { inTextOrder } from './text-order';

const named = (...names: string[]) => names.map((name) => ({ name }));
const order = (text: string, section: string, ...names: string[]) => inTextOrder(named(...names), text, section).map(({ name }) => name);

describe('the order in which people wrote it', () => {
  const text = 'heat_template_version: 2021-04-16\nparameters:\n  size:\n    type: number\n\n  # which\n  flavor: {type: string}\nresources:\n  a: {properties: {key: 1}}\noutputs:\n  z: {value: 1}\n  key: {value: 2}\n';
  it('is that of the section', () => {
    expect(order(text, 'parameters', 'flavor', 'size')).toEqual(['size', 'flavor']);
    expect(order(text, 'outputs', 'key', 'z')).toEqual(['z', 'key']);
  });
  it('is kept for what the text does not say', () => {
    expect(order(text, 'parameters', 'key', 'other', 'size')).toEqual(['size', 'key', 'other']);
    expect(order('{}', 'parameters', 'b', 'a')).toEqual(['b', 'a']);
  });
  it('is found in every dialect', () => {
    expect(order('{"Parameters": {"B": {}, "A": {}}}', 'parameters', 'A', 'B')).toEqual(['A', 'B']);
    expect(order('Parameters:\n  "B+": {}\n  A: {}\n', 'parameters', 'A', 'B+')).toEqual(['B+', 'A']);
  });
});
