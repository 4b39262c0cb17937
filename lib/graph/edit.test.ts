import { describe, expect, it } from 'vitest';
import { applyEdits, appendItem, differenceOf, removeValue, renameKey, setValue } from './edit';

const TEXT = `heat_template_version: 2021-04-16
# about the servers
resources:
  web:   # front
    type: OS::Nova::Server
    properties:
      flavor: 'm1.small'
      networks:
        - network: a
        - {network: b}

  # the disk
  disk:
    type: OS::Cinder::Volume
    properties: {size: 1}
    depends_on: [web]
`;

const set = (path: (string | number)[], value: Parameters<typeof setValue>[2], text = TEXT) => applyEdits(text, setValue(text, path, value));
const lines = (text: string) => text.split('\n');
/** Lines of `after` that are not in `before`, and the other way round. */
const changed = (after: string, before = TEXT) => ({ added: lines(after).filter((line) => !lines(before).includes(line)), removed: lines(before).filter((line) => !lines(after).includes(line)) });

describe('setting a value', () => {
  it('replaces a scalar and keeps its quotes', () => {
    expect(changed(set(['resources', 'web', 'properties', 'flavor'], 'm1.large'))).toEqual({ added: ["      flavor: 'm1.large'"], removed: ["      flavor: 'm1.small'"] });
  });

  it('appends a property in block style', () => {
    const after = set(['resources', 'web', 'properties', 'image'], { get_param: 'image' });
    expect(changed(after).removed).toEqual([]);
    expect(after).toContain('        - {network: b}\n      image: {get_param: image}\n\n  # the disk');
  });

  it('appends a property in flow style', () => {
    expect(changed(set(['resources', 'disk', 'properties', 'name'], 'x'))).toEqual({ added: ['    properties: {size: 1, name: x}'], removed: ['    properties: {size: 1}'] });
  });

  it('makes a section where people look for it, whatever the order of those that are there', () => {
    const added = (text: string, section: string): string[] => [...applyEdits(text, setValue(text, [section, 'a'], { type: 'x' })).matchAll(/^(\w+):/gm)].map(([, name]) => name ?? '');
    const text = 'heat_template_version: 2021-04-16\n\nresources: {}\n';
    expect(['parameters', 'conditions', 'outputs', 'unknown'].map((section) => added(text, section).indexOf(section))).toEqual([1, 1, 2, 2]);
    expect(added('heat_template_version: 2021-04-16\noutputs: {}\nresources: {}\n', 'parameters')).toEqual(['heat_template_version', 'parameters', 'outputs', 'resources']);
    expect(added('resource_registry: {}\nevent_sinks: []\n', 'parameters')).toEqual(['resource_registry', 'event_sinks', 'parameters']);
  });

  it('makes what is missing on the way', () => {
    expect(set(['outputs', 'ip', 'value'], { get_attr: ['web', 'first_address'] }).slice(TEXT.length)).toBe('outputs:\n  ip:\n    value: {get_attr: [web, first_address]}\n');
  });

  it('opens an empty map', () => {
    expect(set(['resources', 'a'], { type: 'OS::Heat::Value', properties: { value: '1' } }, 'heat_template_version: 2021-04-16\n\nresources: {}\n')).toBe(
      "heat_template_version: 2021-04-16\n\nresources:\n  a:\n    type: OS::Heat::Value\n    properties:\n      value: '1'\n",
    );
  });

  it('writes a script as a block', () => {
    expect(set(['resources', 'web', 'properties', 'user_data'], '#!/bin/sh\necho "a: b"\n')).toContain('      user_data: |\n        #!/bin/sh\n        echo "a: b"\n\n  # the disk');
  });

  it('begins a document', () => {
    expect(set(['heat_template_version'], '2021-04-16', '')).toBe('heat_template_version: 2021-04-16\n');
  });

  it('keeps JSON JSON', () => {
    const json = '{\n  "heat_template_version": "2021-04-16",\n  "resources": {\n    "a": {"type": "T"}\n  }\n}\n';
    expect(JSON.parse(set(['resources', 'b'], { type: 'U' }, json))).toEqual({ heat_template_version: '2021-04-16', resources: { a: { type: 'T' }, b: { type: 'U' } } });
  });
});

describe('lists', () => {
  it('grow in their own style', () => {
    expect(applyEdits(TEXT, appendItem(TEXT, ['resources', 'web', 'properties', 'networks'], { network: 'c' }))).toContain('        - {network: b}\n        - network: c\n\n  # the disk');
    expect(applyEdits(TEXT, appendItem(TEXT, ['resources', 'disk', 'depends_on'], 'x'))).toContain('depends_on: [web, x]');
  });
});

describe('removing', () => {
  it('takes a resource with its comment and leaves its neighbours', () => {
    const after = applyEdits(TEXT, removeValue(TEXT, ['resources', 'disk']));
    expect(after).not.toContain('the disk');
    expect(changed(after).added).toEqual([]);
    expect(after).toContain('  web:   # front');
  });

  it('of what was added at the end gives back the text', () => {
    const before = 'resources:\n  a:\n    type: T\n\n  b:\n    type: U\n';
    const added = applyEdits(before, setValue(before, ['resources', 'c'], { type: 'V' }));
    expect(added).toContain('\n\n  c:\n');
    expect(applyEdits(added, removeValue(added, ['resources', 'c']))).toBe(before);
  });

  it('takes items of lists and of flow maps', () => {
    expect(changed(applyEdits(TEXT, removeValue(TEXT, ['resources', 'web', 'properties', 'networks', 0])))).toEqual({ added: [], removed: ['        - network: a'] });
    expect(applyEdits(TEXT, removeValue(TEXT, ['resources', 'disk', 'depends_on', 0]))).toContain('depends_on: []');
  });
});

it('renames a key and nothing else', () => {
  expect(changed(applyEdits(TEXT, renameKey(TEXT, ['resources', 'web'], 'front')))).toEqual({ added: ['  front:   # front'], removed: ['  web:   # front'] });
});

it('finds one splice between two texts', () => {
  expect(applyEdits('abcdef', differenceOf('abcdef', 'abXef'))).toBe('abXef');
});
