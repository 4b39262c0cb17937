/** What two templates differ in. */
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { lineDifference, templateDifference } from './difference';
import { projectGraph } from './project';

const read = (resources: string) => {
  const { template } = parseTemplate(`heat_template_version: 2021-04-16\nresources:\n${resources}`);
  if (template === null) throw new Error('The text cannot be read.');
  return template;
};

describe('the difference of two templates', () => {
  it('is told by resource: what came, what went, and where the others changed', () => {
    const before = read('  a: {type: X, properties: {size: 1, tags: [a], net: {id: 1, name: n}}}\n  b: {type: X}\n  c: {type: X, depends_on: b}\n');
    const after = read('  d: {type: X}\n  a: {type: X, properties: {size: 2, tags: [a, b], net: {id: 1}}}\n  c: {depends_on: [b], type: X}\n');
    expect(templateDifference(before, after)).toEqual([
      { name: 'd', type: 'X', kind: 'added' },
      { name: 'a', type: 'X', kind: 'changed', paths: ['properties.size', 'properties.tags', 'properties.net.name'] },
      { name: 'c', type: 'X', kind: 'same' },
      { name: 'b', type: 'X', kind: 'removed' },
    ]);
  });

  it('is nothing where only the way they are written differs', () => {
    expect(templateDifference(read('  a: {type: X, properties: {p: "1"}}\n'), read('  a:\n    # why\n    type: X\n    properties:\n      p: \'1\'\n')).map(({ kind }) => kind)).toEqual(['same']);
  });

  it('is told of lines between resources too, however often one is written', () => {
    const types = { get: () => undefined, names: () => [] };
    const before = projectGraph(read('  a: {type: X}\n  b: {type: X, properties: {p: {get_resource: a}, q: {get_resource: a}}}\n  c: {type: X, depends_on: a}\n'), types);
    const after = projectGraph(read('  a: {type: X}\n  b: {type: X, properties: {p: {get_resource: a}, q: {get_resource: c}}}\n  c: {type: X}\n'), types);
    expect([...lineDifference(before, after)]).toEqual([['c>b', 'added'], ['a>c', 'removed']]);
  });
});
