import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { intoGroup, movedInGroup } from './parameter-groups';
import { projectGraph } from './project';
import { remove, removalOf } from './remove';

const TEXT = `heat_template_version: 2021-04-16
parameters:
  image: {type: string}
  flavor: {type: string}
  size: {type: number}
parameter_groups:
  # what it runs on
  - label: Machine
    parameters: [image, flavor]
  - label: Disk
    parameters:
      - size
resources: {}
`;

describe('The group of a parameter', () => {
  it('is changed by the lines of its groups alone; one that is empty goes', () => {
    expect(intoGroup(TEXT, 'flavor', 'Disk')).toBe(TEXT.replace('[image, flavor]', '[image]').replace('      - size\n', '      - size\n      - flavor\n'));
    expect(intoGroup(TEXT, 'size', 'Machine')).toBe(TEXT.replace('[image, flavor]', '[image, flavor, size]').replace('  - label: Disk\n    parameters:\n      - size\n', ''));
    expect(intoGroup(TEXT, 'flavor', null)).toBe(TEXT.replace('[image, flavor]', '[image]'));
  });

  it('is made where there is none of that name, and the section with it', () => {
    expect(intoGroup(TEXT, 'flavor', 'Size')).toContain('  - label: Size\n    parameters: [flavor]\n');
    const bare = 'heat_template_version: 2021-04-16\nparameters:\n  image: {type: string}\nresources: {}\n';
    const grouped = intoGroup(bare, 'image', 'Machine');
    expect(grouped).toMatch(/parameter_groups:\n +- label: Machine\n/);
    expect(intoGroup(grouped, 'image', null)).toBe(bare);
  });

  it('does not know a parameter that is removed', () => {
    const { template } = parseTemplate(TEXT);
    if (template === null) throw new Error('unreadable');
    const gone = remove(TEXT, removalOf(projectGraph(template, { get: () => undefined, names: () => [] }), 'parameter:image'));
    expect(gone).toBe(TEXT.replace('[image, flavor]', '[flavor]').replace('  image: {type: string}\n', ''));
  });

  it('has an order, in which one changes places with its neighbour', () => {
    expect(movedInGroup(TEXT, 'flavor', -1)).toBe(TEXT.replace('[image, flavor]', '[flavor, image]'));
    expect(() => movedInGroup(TEXT, 'image', -1)).toThrow('first of its group');
  });
});
