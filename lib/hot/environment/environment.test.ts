import { describe, expect, it } from 'vitest';
import { childEnvironment, immutableChanges, mergeEnvironments, parseEnvironment, parseTemplate, resolveType, type Template } from '..';

function template(text: string): Template {
  const parsed = parseTemplate(`heat_template_version: 2018-08-31\n${text}`).template;
  if (parsed === null) throw new Error('the template of the test is not readable');
  return parsed;
}

const PARAMETERS = template('parameters: {j: {type: json}, l: {type: comma_delimited_list}, s: {type: string}, n: {type: number}, b: {type: boolean}, p: {type: string}}');

describe('environment files', () => {
  const merge = (texts: string[], parameters = {}) => mergeEnvironments(texts.map((text, index) => ({ name: `e${index + 1}`, text })), { templates: [PARAMETERS], parameters });

  it('are merged by the strategy that the first file names, also over the default of a later one', () => {
    const { environment, diagnostics } = merge([
      '{parameters: {j: {a: 1, b: {x: 1}}, l: "1,2", s: aa}, parameter_merge_strategies: {j: deep_merge, l: merge, s: merge}}',
      '{parameters: {j: {b: {y: 2}}, l: "3", s: bb}, parameter_merge_strategies: {default: overwrite}}',
    ]);
    expect(diagnostics).toEqual([]);
    expect(environment.parameters).toEqual({ j: { a: 1, b: { x: 1, y: 2 } }, l: '1,2,3', s: 'aabb' });
  });

  it('win over the parameters of the request', () => {
    expect(merge(['{parameters: {p: e1}}', '{parameters: {p: e2}}'], { p: 'cli' }).environment.parameters).toEqual({ p: 'e2' });
  });

  it('are refused where they disagree, and where a boolean would be merged', () => {
    const { diagnostics } = merge([
      '{parameters: {j: {a: 1}, b: true}, parameter_merge_strategies: {j: deep_merge, b: merge}}',
      '{parameters: {j: {a: 2}, b: false}, parameter_merge_strategies: {j: merge}}',
    ]);
    expect(diagnostics.map(({ heat, path }) => [heat?.message, path])).toEqual([
      ["Conflicting merge strategy 'merge' for parameter 'j' in file 'e2'.", ['e2', 'parameters', 'j']],
      ["Invalid merge strategy 'merge' for parameter 'b'.", ['e2', 'parameters', 'b']],
    ]);
  });

  it('merge their registries entry by entry', () => {
    expect(merge(['{resource_registry: {A: B, C: D}}', '{resource_registry: {A: E}}']).environment.resourceRegistry).toEqual({ A: 'E', C: 'D' });
  });
});

describe('the registry', () => {
  const resolve = (text: string, type: string, name = 'r') => {
    const { environment } = parseEnvironment(text);
    return resolveType(environment.resourceRegistry, type, name, (known) => known.startsWith('OS::'));
  };

  it.each([
    ['an alias', '{resource_registry: {My: "OS::B"}}', 'My', { kind: 'type', name: 'OS::B' }],
    ['an alias of an alias', '{resource_registry: {My: Your, Your: "OS::B"}}', 'My', { kind: 'type', name: 'OS::B' }],
    ['a template', '{resource_registry: {My: my.yaml}}', 'My', { kind: 'template', name: 'my.yaml' }],
    ['a wildcard that keeps the rest', '{resource_registry: {"OS::Old*": "OS::New*"}}', 'OS::Old::Net', { kind: 'type', name: 'OS::New::Net' }],
    ['a wildcard to one type', '{resource_registry: {"OS::*": "OS::Heat::None"}}', 'OS::Nova::Server', { kind: 'type', name: 'OS::Heat::None' }],
    ['the exact name before the wildcard', '{resource_registry: {"OS::B*": "OS::Heat::None", "OS::B": "OS::C"}}', 'OS::B', { kind: 'type', name: 'OS::C' }],
    ['the resource before the type', '{resource_registry: {My: a.yaml, resources: {r: {My: b.yaml}}}}', 'My', { kind: 'template', name: 'b.yaml' }],
    ['a wildcard of names', '{resource_registry: {My: a.yaml, resources: {"r*": {My: b.yaml}}}}', 'My', { kind: 'template', name: 'b.yaml' }],
    ['entries that a wildcard takes away', '{resource_registry: {"My::A": "OS::B", "My::*": null}}', 'My::A', { kind: 'type', name: 'My::A' }],
    ['an entry that is taken away', '{resource_registry: {My: null}}', 'My', { kind: 'type', name: 'My' }],
  ])('knows %s', (_, text, type, expected) => expect(resolve(text, type)).toEqual(expected));
});

describe('sections of an environment', () => {
  it.each([
    ['event_sinks: x', 'event_sinks'],
    ['event_sinks: [5]', 'event_sinks.0'],
    ['event_sinks: [{type: smoke}]', 'event_sinks.0.type'],
    ['event_sinks: [{type: zaqar-queue}]', 'event_sinks.0'],
    ['encrypted_param_names: {a: 1}', 'encrypted_param_names'],
    ['encrypted_param_names: [1]', 'encrypted_param_names.0'],
  ])('%s is refused', (text, path) => expect(parseEnvironment(text).diagnostics.map((diagnostic) => diagnostic.path.join('.'))).toEqual([path]));

  it('are kept where they are right', () => {
    const { environment, diagnostics } = parseEnvironment('{event_sinks: [{type: zaqar-queue, target: q, ttl: 60}], encrypted_param_names: [p]}');
    expect(diagnostics).toEqual([]);
    expect(environment).toMatchObject({ eventSinks: [{ type: 'zaqar-queue', target: 'q', ttl: 60 }], encryptedParamNames: ['p'] });
  });
});

describe('a nested stack', () => {
  it('inherits the registry without the type it stands for, the defaults, and what is meant for its resources', () => {
    const { environment } = parseEnvironment(`
parameters: {p: 1}
parameter_defaults: {d: 1}
resource_registry:
  My: my.yaml
  resources:
    group: {My: other.yaml, hooks: pre-create, inner: {My: third.yaml}}
    "g*": {inner: {hooks: pre-update}, leaf: {Your: your.yaml}}
    else: {inner: {My: wrong.yaml}}`);
    expect(childEnvironment(environment, 'group', 'My')).toMatchObject({
      parameters: {},
      parameterDefaults: { d: 1 },
      resourceRegistry: { resources: { inner: { My: 'third.yaml', hooks: 'pre-update' }, leaf: { Your: 'your.yaml' } } },
    });
    expect(childEnvironment(environment, 'other').resourceRegistry).toEqual({ My: 'my.yaml' });
  });
});

describe('immutable parameters', () => {
  it('are those whose value changes and that existed before', () => {
    const now = template('parameters: {a: {type: string, immutable: true}, b: {type: string, immutable: true}, c: {type: string}}');
    expect(immutableChanges(now, { a: '1', c: '1' }, { a: '2', b: '2', c: '2' })).toEqual(['a']);
  });
});
