import { describe, expect, it } from 'vitest';
import { scanText } from './scan';

const scan = (text: string) => scanText(text, { depth: 10, tokens: 1000, beginning: 1000 });
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
    expect(scan(text)).toMatchObject({ kind: 'refused', reason: 'too-deep', at: place ?? expect.any(Number) });
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
    expect(scan(text)).toEqual({ kind: 'read', beginning: null });
  });
});

describe('a fault that costs the parser the square of the text is found before it', () => {
  it.each([
    ['values that are missing', 'a: [1, , 2]', 7],
    ['a bracket of the other kind', 'a: {x: [1, 2}', 12],
    ['a bracket that is not open', 'a: [1]]', 6],
    ['directives without end', '%\n'.repeat(30), 40],
    ['anchor upon anchor', '&a '.repeat(30), 60],
    ['key upon key on a line', 'a: '.repeat(200), 301],
  ])('%s', (_, text, at) => {
    expect(scan(text)).toMatchObject({ kind: 'refused', reason: 'fault', at });
  });
});

describe('the tokens of a text', () => {
  it('are limited, however long the texts between them are', () => {
    expect(scan(`a: [${'1,'.repeat(1000)}]`)).toMatchObject({ reason: 'too-many-tokens' });
    expect(scan(`a: |\n${lines(5000, () => '  [1, 2, 3]')}`)).toMatchObject({ kind: 'read' });
  });

  it('divide a long text where its beginning can be read by itself', () => {
    const beginning = (text: string) => scanText(text, { depth: 10, tokens: 1000, beginning: 5 });
    expect(beginning('a: 1\nb: 2\nc: 3\nd: 4\n')).toEqual({ kind: 'read', beginning: 'a: 1\nb: 2\nc: 3\n' });
    expect(beginning('a: [{x: 1}, [2, 3, 4, 5]]')).toEqual({ kind: 'read', beginning: 'a: [{x: 1},]' });
  });
});
