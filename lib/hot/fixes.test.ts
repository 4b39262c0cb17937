import { describe, expect, it } from 'vitest';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { parseTemplate, validateTemplate } from '.';

/** The text after the fix of the first diagnostic with this code. */
function fixed(text: string, code: string): string | undefined {
  const found = validateTemplate({ parsed: parseTemplate(text), catalogue: factsCatalogue }).find((diagnostic) => diagnostic.code === code);
  const edits = found?.fix?.edits;
  return edits?.toSorted((a, b) => b.range.start - a.range.start).reduce((result, { range, newText }) => result.slice(0, range.start) + newText + result.slice(range.end), text);
}

const V = 'heat_template_version: 2018-08-31\n';

describe('the fix of', () => {
  it.each([
    ['a property with a letter too few', 'property-unknown', `${V}resources:\n  a:\n    type: OS::Heat::Value\n    properties:\n      valu: 1 # one\n`, `${V}resources:\n  a:\n    type: OS::Heat::Value\n    properties:\n      value: 1 # one\n`],
    ['a type with a letter too many', 'type-unknown', `${V}resources:\n  a:\n    type: OS::Heat::Valuee\n`, `${V}resources:\n  a:\n    type: OS::Heat::Value\n`],
    ['a parameter that is not declared', 'parameter-reference', `${V}parameters:\n  b:\n    type: json\nresources:\n  a:\n    type: OS::Heat::Value\n    properties:\n      value: [{get_param: p}, {get_param: b}]\n`, `${V}parameters:\n  p:\n    type: string\n  b:\n    type: json\nresources:\n  a:\n    type: OS::Heat::Value\n    properties:\n      value: [{get_param: p}, {get_param: b}]\n`],
    ['the first parameter of all', 'parameter-reference', `${V}resources:\n  a:\n    type: OS::Heat::Value\n    properties:\n      value: {get_param: p}`, `${V}resources:\n  a:\n    type: OS::Heat::Value\n    properties:\n      value: {get_param: p}\nparameters:\n  p:\n    type: string\n`],
    ['a missing version', 'version-missing', '# mine\nresources: {}\n', 'heat_template_version: 2021-04-16\n# mine\nresources: {}\n'],
    ['a missing property', 'property-missing', `${V}resources:\n  a:\n    type: OS::Neutron::Subnet\n    properties:\n      cidr: 10.0.0.0/24\n`, `${V}resources:\n  a:\n    type: OS::Neutron::Subnet\n    properties:\n      network: ''\n      cidr: 10.0.0.0/24\n`],
    ['a key that stands twice', 'duplicate-key', `${V}resources:\n  a: # old\n    type: OS::Heat::None\n  b:\n    type: OS::Heat::None\n  a:\n    type: OS::Heat::Value\n`, `${V}resources:\n  b:\n    type: OS::Heat::None\n  a:\n    type: OS::Heat::Value\n`],
    ['a parameter that nothing uses', 'parameter-unused', `${V}parameters:\n  p:\n    type: string\n    default: |\n      x\n  # about q\n  q: {type: string}\noutputs:\n  o: {value: {get_param: q}}\n`, `${V}parameters:\n  # about q\n  q: {type: string}\noutputs:\n  o: {value: {get_param: q}}\n`],
    ['the only condition, which nothing uses', 'condition-unused', `${V}conditions:\n  c: {equals: [1, 1]}\noutputs:\n  o: {value: 1}\n`, `${V}outputs:\n  o: {value: 1}\n`],
  ])('%s', (_, code, text, expected) => expect(fixed(text, code)).toBe(expected));

  it('leaves alone what a small edit cannot mend', () => {
    expect(fixed('{"resources": {}}', 'version-missing')).toBeUndefined();
    expect(fixed(`${V}parameters: {p: {type: string}}\n`, 'parameter-unused')).toBe(V);
    expect(fixed(`${V}parameters: {p: {type: string}, q: {type: string}}\noutputs: {o: {value: {get_param: q}}}\n`, 'parameter-unused')).toBeUndefined();
  });
});

describe('a branch', () => {
  it('that can never be taken is pointed out', () => {
    const text = `${V}conditions: {c: false}\noutputs:\n  o: {value: {if: [c, 1, 2]}}\n`;
    const found = validateTemplate({ parsed: parseTemplate(text), catalogue: factsCatalogue }).find(({ code }) => code === 'branch-unreachable');
    expect(found?.range && text.slice(found.range.start, found.range.end)).toBe('1');
  });
});
