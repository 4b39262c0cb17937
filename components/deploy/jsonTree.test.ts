import { describe, expect, it } from 'vitest';
import { added, changedAt, renamed, rowsOf, typedText, valueTyped } from './jsonTree';
import { entryOf } from './parameterValues';

const VALUE = { name: 'web', ports: [80, 443], limits: { cpu: 0.5, on: true, code: '007' } };

describe('a value as rows', () => {
  it('has what is inside of something right after it', () => {
    expect(rowsOf(VALUE).map(({ path, kind, text }) => [path.join('.'), kind, text])).toEqual([
      ['name', 'value', 'web'], ['ports', 'list', '2'], ['ports.0', 'value', '80'], ['ports.1', 'value', '443'],
      ['limits', 'map', '3'], ['limits.cpu', 'value', '0.5'], ['limits.on', 'value', 'true'], ['limits.code', 'value', '"007"'],
    ]);
  });

  it.each(['web', '', '007', 'true', 'null', '1e3', '-', '- a', '{a: b}', '"quoted"', 'a: b', '12 monkeys', '0x1f', '1.2.3.4', 'yes'])('shows the text %j so that typing it gives it again', (text) => {
    expect(valueTyped(typedText(text))).toBe(text);
  });

  it.each([[5, '5'], [-0.5, '-0.5'], [true, 'true'], [null, 'null']] as const)('shows %j so that typing it gives it again', (value, text) => {
    expect([typedText(value), valueTyped(text)]).toEqual([text, value]);
  });
});

describe('a list', () => {
  it('is words with commas between them only where that is its type', () => {
    expect(entryOf(['a', 'b'], 'comma_delimited_list')).toEqual({ kind: 'text', text: 'a,b' });
    expect(entryOf(['a', 'b'], 'json')).toEqual({ kind: 'text', text: '[\n  "a",\n  "b"\n]' });
  });
});

describe('a change of a row', () => {
  it('leaves everything else, in its order', () => {
    expect(changedAt(VALUE, ['limits', 'cpu'], () => 2)).toEqual({ ...VALUE, limits: { cpu: 2, on: true, code: '007' } });
    expect(changedAt(VALUE, ['ports', 0], () => undefined)).toEqual({ ...VALUE, ports: [443] });
    expect(Object.keys(renamed(VALUE, ['ports'], 'doors') as object)).toEqual(['name', 'doors', 'limits']);
    expect(renamed(VALUE, ['ports'], 'name')).toEqual(VALUE);
    expect(added(VALUE, ['ports'], 22)).toEqual({ ...VALUE, ports: [80, 443, 22] });
    expect(added({ key_2: 1 }, [], '')).toEqual({ key_2: 1, key_3: '' });
    expect(changedAt(VALUE, ['nothing', 'here'], () => 1)).toEqual(VALUE);
  });
});
