import { describe, expect, it } from 'vitest';
import { tooDeep } from './depth';

const lines = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('nesting beyond the limit is found', () => {
  it.each([
    ['brackets on one line', '['.repeat(11), 10],
    ['brackets on many lines', 'x:\n  ' + '[\n  '.repeat(11), undefined],
    ['maps of JSON', '{"a": '.repeat(11), 60],
    ['brackets without spaces', 'x: ' + '[a'.repeat(11), undefined],
    ['growing indentation', lines(11, (index) => `${' '.repeat(index)}a:`), undefined],
    ['dashes on one line', `${'- '.repeat(11)}a`, 22],
    ['question marks on one line', `${'? '.repeat(11)}a`, 22],
  ])('in %s', (_, text, place) => {
    expect(tooDeep(text, 10)).toEqual(place ?? expect.any(Number));
  });
});

describe('what is no nesting is let through', () => {
  it.each([
    ['colours in a script', `config: |\n${lines(50, () => '  echo "\\033[31m red \\033[0m"')}\nother: 1`],
    ['tests in a script', `a:\n  - config: |-\n${lines(50, () => '      if [[ $x =~ { ]]; then [')}`],
    ['a quoted text', `a: "${'['.repeat(50)}"\nb: '${"['' {".repeat(50)}'`],
    ['a quoted text over lines', `a: "${'[\n  '.repeat(50)}"`],
    ['JSON with quoted brackets', `{"a": "${'['.repeat(50)}", "b": ["${'{'.repeat(50)}"]}`],
    ['plain texts', lines(50, () => 'a: see [here')],
    ['comments', lines(50, () => '# [{[')],
    ['a long list', lines(50, () => '- a')],
    ['many flow lists', lines(50, () => '- [a, {b: [c]}]')],
  ])('%s', (_, text) => {
    expect(tooDeep(text, 10)).toBeNull();
  });
});
