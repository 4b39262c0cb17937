import { describe, expect, it } from 'vitest';
import { EXAMPLES } from './functionExamples';
import { evaluate } from './playground';

const LATEST = '2021-04-16';
const CFN = '2010-09-09';

describe('the playground of functions', () => {
  it('evaluates an expression on sample data', () => {
    expect(evaluate({ version: LATEST, expression: 'str_replace:\n  template: hello NAME\n  params: {NAME: {get_param: who}}', sample: 'who: world' })).toEqual({ ok: true, value: 'hello world' });
    expect(evaluate({ version: LATEST, expression: '{list_join: ["-", {get_param: parts}]}', sample: 'parts: [a, b]' })).toEqual({ ok: true, value: 'a-b' });
  });

  it('says what the version does not have, and what goes wrong', () => {
    expect(evaluate({ version: '2013-05-23', expression: '{str_split: [",", "a,b"]}', sample: '' })).toMatchObject({ ok: true, value: { str_split: [',', 'a,b'] } });
    expect(evaluate({ version: LATEST, expression: '{get_param: nothing}', sample: '' })).toMatchObject({ ok: false });
    expect(evaluate({ version: LATEST, expression: 'a: [', sample: '' })).toMatchObject({ ok: false });
    expect(evaluate({ version: LATEST, expression: '1', sample: '- a list' })).toMatchObject({ ok: false, problems: [expect.stringContaining('map')] });
  });

  it.each(Object.entries(EXAMPLES).filter(([, { runs }]) => runs !== false))('runs its own example of %s', (name, { expression, sample }) => {
    expect(evaluate({ version: /^(Ref|Fn::)/.test(name) ? CFN : LATEST, expression, sample })).toMatchObject({ ok: true });
  });

  it('speaks the CFN dialect, with maps of the sample as its mappings', () => {
    expect(evaluate({ version: CFN, expression: 'Fn::FindInMap: [Sizes, {Ref: kind}, flavor]', sample: 'kind: small\nSizes: {small: {flavor: m1.tiny}}' })).toEqual({ ok: true, value: 'm1.tiny' });
    expect(evaluate({ version: '2012-12-12', expression: 'Fn::Join: ["-", {Ref: parts}]', sample: 'parts: [a, b]' })).toEqual({ ok: true, value: 'a-b' });
    expect(evaluate({ version: CFN, expression: '{get_param: kind}', sample: 'kind: x' })).toEqual({ ok: true, value: { get_param: 'kind' } });
  });
});
