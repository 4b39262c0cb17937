import { describe, expect, it } from 'vitest';
import type { ParameterField } from '@/lib/wire/types';
import { constraintWords, parameterProblem } from './parameterChecks';
import { parametersOf, UNSET, type Entry } from './parameterValues';

const field = (over: Partial<ParameterField>): ParameterField => ({ name: 'p', type: 'string', label: '', description: '', group: null, required: false, hidden: false, immutable: false, default: undefined, constraints: [], ...over });
const text = (value: string): Entry => ({ kind: 'text', text: value });
const problem = (over: Partial<ParameterField>, entry: Entry, alreadySet = false) => parameterProblem(field(over), entry, { alreadySet });

describe('a parameter as typed', () => {
  it('needs a value when it has no default', () => {
    expect(problem({ required: true }, UNSET)).toBe('This needs a value.');
    expect(problem({ required: true, hidden: true }, UNSET, true)).toBeNull();
  });

  it.each([
    [{ type: 'number' }, 'abc', 'This must be a number.'],
    [{ type: 'number', constraints: [{ kind: 'range', min: 1, max: 3 }] }, '4', 'This must be at most 3.'],
    [{ type: 'number', constraints: [{ kind: 'modulo', step: 2, offset: 1 }] }, '4', 'This must be 1 plus a multiple of 2.'],
    [{ constraints: [{ kind: 'length', min: 3 }] }, 'ab', 'This needs at least 3 characters; it has 2.'],
    [{ constraints: [{ kind: 'allowed_pattern', pattern: '[a-z]+', description: 'Lower case only.' }] }, 'ABC', 'Lower case only.'],
    [{ type: 'comma_delimited_list', constraints: [{ kind: 'allowed_values', values: ['a', 'b'] }] }, 'a,c', 'c is not one of a, b.'],
    [{ type: 'json' }, '5', 'This must be a map or a list, such as {"key": "value"}.'],
  ] satisfies [Partial<ParameterField>, string, string][])('%j refuses %j', (over, typed, message) => {
    expect(problem(over, text(typed))).toBe(message);
  });

  it('is left to the server where its pattern is not for JavaScript', () => {
    expect(problem({ constraints: [{ kind: 'allowed_pattern', pattern: '(?i)abc' }] }, text('xyz'))).toBeNull();
  });
});

describe('what may be typed, in words', () => {
  it('says bounds and steps', () => {
    expect(constraintWords([{ kind: 'range', min: 1, max: 9 }, { kind: 'modulo', step: 2, offset: 1 }])).toBe('1 to 9, in steps of 2 from 1');
    expect(constraintWords([{ kind: 'length', min: 3 }, { kind: 'modulo', step: 5, offset: 0 }])).toBe('at least 3 long, in steps of 5');
  });
});

describe('what is sent', () => {
  it('has the type of the parameter, and leaves out what was not set', () => {
    const fields = [field({ name: 'n', type: 'number' }), field({ name: 'l', type: 'comma_delimited_list' }), field({ name: 'b', type: 'boolean' }), field({ name: 'd' })];
    expect(parametersOf(fields, { n: text('1.5'), l: text('a, b'), b: text('true'), d: UNSET })).toEqual({ n: 1.5, l: ['a', ' b'], b: true });
  });
});
