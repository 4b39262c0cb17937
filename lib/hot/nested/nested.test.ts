import { describe, expect, it } from 'vitest';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { childParameters, parseEnvironment, parseTemplate, validateTemplate } from '..';

const HEAD = 'heat_template_version: 2018-08-31\n';

/** What Heat would say of a root template with these files. */
function answers(text: string, files: Record<string, string>, environment = ''): (string | undefined)[] {
  const found = validateTemplate({ parsed: parseTemplate(HEAD + text), files: Object.fromEntries(Object.entries(files).map(([name, file]) => [name, HEAD + file])), environment: parseEnvironment(environment).environment, catalogue: factsCatalogue });
  return found.filter(({ severity }) => severity === 'error').map(({ heat }) => heat?.message);
}

describe('a nested template', () => {
  it('is validated from its root, each problem under the resource that uses it', () => {
    expect(answers('resources: {x: {type: n.yaml}}', { 'n.yaml': 'resources: {a: {type: OS::Heat::TestResource, properties: {valu: 1}}, b: {type: m.yaml}}', 'm.yaml': 'resources: {c: {type: No::Type}}' })).toEqual([
      'Property error: resources.x<n.yaml>.resources.a.properties: Unknown Property valu',
      'resources.x<n.yaml>.resources.b<m.yaml>: The Resource Type (No::Type) could not be found.',
    ]);
  });

  it('that contains itself ends at the fifth level', () => {
    const [answer, ...more] = answers('resources: {x: {type: n.yaml}}', { 'n.yaml': 'resources: {x: {type: n.yaml}}' });
    expect(answer).toMatch(/Recursion depth exceeds 5\.$/);
    expect(more).toEqual([]);
  });

  it('that many templates use, each of them used by many, is looked at once a level', () => {
    const all = Array.from({ length: 30 }, (_, index) => `n${index}.yaml`);
    const body = `resources: {${all.map((name, index) => `r${index}: {type: ${name}}`).join(', ')}}`;
    const started = performance.now();
    answers(body, Object.fromEntries(all.map((name) => [name, body])));
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('gives and takes what its parameters and outputs say', () => {
    const files = { 'n.yaml': 'parameters: {p: {type: number}}\noutputs: {o: {value: 1}}' };
    expect(answers('resources: {x: {type: n.yaml}}', files)).toEqual(['Property error: resources.x.properties: Property p not assigned']);
    expect(answers('resources: {x: {type: n.yaml, properties: {p: 1, q: 2}}}', files)).toEqual(['Property error: resources.x.properties: Unknown Property q']);
    expect(answers('resources: {x: {type: n.yaml, properties: {p: 1}}}\noutputs: {o: {value: {get_attr: [x, o]}}, r: {value: {get_attr: [x, resource.a, b]}}}', files)).toEqual([]);
  });

  it('needs no property that the environment has a default for, at any depth and in groups', () => {
    const files = { 'n.yaml': 'parameters: {p: {type: number}}\nresources: {m: {type: m.yaml}}', 'm.yaml': 'parameters: {p: {type: number}}' };
    const group = 'resources: {g: {type: OS::Heat::ResourceGroup, properties: {resource_def: {type: n.yaml}}}}';
    expect(answers('resources: {x: {type: n.yaml}}', files, '{parameter_defaults: {p: 1}}')).toEqual([]);
    expect(answers(group, files, '{parameter_defaults: {p: 1}}')).toEqual([]);
    expect(answers(group, files, '{parameter_defaults: {q: 1}}')).not.toEqual([]);
    const template = 'parameters: {more: {type: string}}\noutputs: {value: {value: 1}}';
    expect(answers('resources: {x: {type: OS::Heat::RandomString}}', { 'n.yaml': template }, '{resource_registry: {"OS::Heat::RandomString": n.yaml}, parameter_defaults: {more: x}}')).toEqual([]);
  });

  it('that stands for a type has to look like it', () => {
    const stands = (text: string) => answers('resources: {x: {type: OS::Heat::RandomString}}', { 'n.yaml': text }, '{resource_registry: {"OS::Heat::RandomString": n.yaml}}');
    expect(stands('resources: {}')).toEqual(['Attribute value for facade OS::Heat::RandomString missing in provider']);
    expect(stands('parameters: {length: {type: string, default: x}}\noutputs: {value: {value: 1}}')).toEqual(['Property length type mismatch between facade OS::Heat::RandomString (Integer) and provider (String)']);
    expect(stands('parameters: {more: {type: string}}\noutputs: {value: {value: 1}}')).toContain('Provider requires property more unknown in facade OS::Heat::RandomString');
    expect(stands('resources: {inner: {type: OS::Heat::RandomString}}\noutputs: {value: {value: {get_attr: [inner, value]}}}')).toEqual([]);
  });

  it('knows its parent by resource_facade', () => {
    expect(answers('resources: {x: {type: n.yaml, deletion_policy: Retain}}', { 'n.yaml': 'resources: {a: {type: OS::Heat::Value, deletion_policy: {resource_facade: deletion_policy}, properties: {value: {resource_facade: metadata}}}}' })).toEqual([]);
  });
});

describe('properties of a nested stack', () => {
  it('become parameters: lists as text, maps as they are, null as not given', () => {
    const { template } = parseTemplate(`${HEAD}parameters: {l: {type: comma_delimited_list}, m: {type: comma_delimited_list}, e: {type: comma_delimited_list}, j: {type: json}, s: {type: string}}`);
    expect(template && childParameters(template, { l: ['a', null, 1], m: [{ k: 'v', x: 1 }, { k: 'w' }], e: [], j: { a: [1] }, s: null })).toEqual({
      l: 'a,,1', m: '.member.0.k=v,.member.0.x=1,.member.1.k=w', e: '', j: { a: [1] },
    });
  });
});

describe('a resource that exists outside', () => {
  it('may not depend on others, and what it refers to does not count', () => {
    expect(answers('resources: {a: {type: OS::Heat::TestResource, external_id: x, depends_on: b}, b: {type: OS::Heat::TestResource}}', {})).toEqual(['Invalid dependency with external OS::Heat::TestResource resource: x']);
    expect(answers('resources: {a: {type: OS::Heat::TestResource, external_id: x, properties: {value: {get_attr: [a, output]}}}}', {})).toEqual([]);
  });
});
