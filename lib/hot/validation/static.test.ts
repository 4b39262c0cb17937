/** What is told beyond Heat's own checks, while a template is written. */
import { describe, expect, it } from 'vitest';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { parseEnvironment, parseTemplate, validateTemplate } from '..';
import type { Diagnostic, Severity } from '../types';

const HEAD = 'heat_template_version: 2021-04-16\n';

function found(text: string, files: Record<string, string> = {}, environment = ''): Diagnostic[] {
  return validateTemplate({ parsed: parseTemplate(HEAD + text), files: Object.fromEntries(Object.entries(files).map(([name, file]) => [name, HEAD + file])), environment: parseEnvironment(environment).environment, catalogue: factsCatalogue });
}

/** What the text says at the places of diagnostics of one code. */
function places(code: string, text: string, severity?: Severity): string[] {
  return found(text).filter((each) => each.code === code && (severity === undefined || each.severity === severity)).map(({ range }) => (HEAD + text).slice(range?.start, range?.end));
}

describe('an update policy', () => {
  const policy = (written: string) => found(`resources: {r: {type: OS::Heat::ResourceGroup, update_policy: ${written}, properties: {resource_def: {type: OS::Heat::None}}}}`).map(({ heat }) => heat?.message);

  it('is checked against what the type knows of updating', () => {
    expect(policy('{rolling_update: {max_batch_size: 2, pause_time: 1.5}}')).toEqual([]);
    expect(policy('{bogus: 1}')).toEqual(['Property error: resources.r.update_policy: Unknown Property bogus']);
    expect(policy('{rolling_update: {max_batch_size: 0}}')).toEqual(['Property error: resources.r.update_policy.rolling_update.max_batch_size: 0 is out of range (min: 1, max: None)']);
  });

  it('of a nested template is for the template to read', () => {
    expect(found('resources: {r: {type: n.yaml, update_policy: {any: thing}}}', { 'n.yaml': 'resources: {}' })).toEqual([]);
  });
});

describe('circles', () => {
  const needs = (name: string, ...others: string[]) => `  ${name}: {type: OS::Heat::None, depends_on: [${others.join(', ')}]}\n`;

  it('are all told, the shortest way round each, at the first of its resources', () => {
    const text = `resources:\n${needs('a', 'b')}${needs('b', 'a')}${needs('c', 'a', 'd')}${needs('d', 'e')}${needs('e', 'c', 'd')}  alone: {type: OS::Heat::None, depends_on: alone}\n`;
    expect(found(text).filter(({ code }) => code === 'cycle').map(({ message, path }) => [path.at(-1), /: (.*→.*)\. /.exec(message)?.[1] ?? message])).toEqual([
      ['a', 'a → b → a'],
      ['c', 'c → d → e → c'],
      ['alone', '"alone" refers to itself. Remove that reference.'],
    ]);
  });

  it('are none in a long chain', { timeout: 60_000 }, () => {
    expect(found(`resources:\n  r0: {type: OS::Heat::None}\n${Array.from({ length: 5000 }, (_, index) => needs(`r${index + 1}`, `r${index}`)).join('')}`).filter(({ code }) => code === 'cycle')).toEqual([]);
  });
});

describe('a path', () => {
  const server = 'resources: {web: {type: OS::Nova::Server, properties: {flavor: m1.small, image: cirros, networks: [{network: n}]}}}\n';
  const attribute = (path: string) => places('path-nowhere', `${server}outputs: {o: {value: {get_attr: [web, ${path}]}}}`);

  it('into an attribute without parts leads nowhere', () => expect(attribute('name, 0')).toEqual(['0']));
  it('into a map may have any name', () => expect(attribute('addresses, private, 0, addr')).toEqual([]));
  it('that a function makes is not judged', () => expect(attribute('{str_replace: {template: a, params: {a: b}}}')).toEqual([]));

  const parameter = (type: string, path: string) => places('path-nowhere', `parameters: {p: {type: ${type}, default: ''}}\noutputs: {o: {value: {get_param: [p, ${path}]}}}`);
  it('into a list parameter is a number', () => {
    expect(parameter('comma_delimited_list', 'first')).toEqual(['first']);
    expect(parameter('comma_delimited_list', '0')).toEqual([]);
  });
  it('into a parameter that is one value leads nowhere', () => expect(parameter('string', 'a')).toEqual(['a']));
  it('into json may be anything', () => expect(parameter('json', 'a, b, 0')).toEqual([]));
});

describe('a branch is never taken', () => {
  const branch = (conditions: string, condition: string) => places('branch-unreachable', `parameters: {size: {type: string, constraints: [{allowed_values: [small, large]}]}, free: {type: string}}\nconditions: ${conditions}\noutputs: {o: {value: {if: [${condition}, yes-value, no-value]}}, p: {value: [{get_param: size}, {get_param: free}]}}`);

  it.each([
    ['{c: true}', 'c', ['no-value']],
    ['{c: {equals: [a, b]}}', 'c', ['yes-value']],
    ['{c: {not: d}, d: {equals: [1, 1]}}', 'c', ['yes-value']],
    ['{c: {and: [d, {equals: [{get_param: free}, x]}]}, d: false}', 'c', ['yes-value']],
    ['{c: {or: [{equals: [{get_param: free}, x]}, true]}}', 'c', ['no-value']],
    ['{c: {equals: [{get_param: size}, huge]}}', 'c', ['yes-value']],
  ])('where %s makes it so', (conditions, condition, dead) => expect(branch(conditions, condition)).toEqual(dead));

  it.each(['{c: {equals: [{get_param: free}, x]}}', '{c: {equals: [{get_param: size}, small]}}', '{c: {and: [true, {equals: [{get_param: free}, x]}]}}', '{c: {not: c}}'])('and nothing is said of %s', (conditions) => expect(branch(conditions, 'c')).toEqual([]));

  it('nor is a resource ever there whose condition never holds', () => {
    expect(places('branch-unreachable', 'conditions: {never: {equals: [a, b]}}\nresources: {r: {type: OS::Heat::None, condition: never}}')).toEqual(['never']);
  });
});

describe('a secret shows in an output', () => {
  const secret = 'parameters: {password: {type: string, hidden: true}, name: {type: string}}\n';
  const told = (text: string) => found(secret + text).filter(({ code }) => code === 'secret-in-output').map(({ message }) => /shows (.*) to everybody/.exec(message)?.[1]);

  it('directly, and inside other functions', () => {
    expect(told('outputs: {o: {value: {str_replace: {template: x, params: {x: {get_param: password}}}}}}')).toEqual(['the hidden parameter "password"']);
  });

  it('by way of a resource that shows what it was given', () => {
    expect(told('resources: {v: {type: OS::Heat::Value, properties: {value: {get_param: password}}}}\noutputs: {o: {value: {get_attr: [v, value]}}}')).toEqual(['the hidden parameter "password", by way of "v",']);
  });

  it('by way of several', () => {
    const chain = 'resources:\n  a: {type: OS::Heat::Value, properties: {value: {get_param: password}}}\n  b: {type: OS::Heat::Value, properties: {value: [{get_attr: [a, value]}, {get_param: name}]}}\n';
    expect(told(`${chain}outputs: {o: {value: {get_attr: [b, value, 0]}}}`)).toEqual(['the hidden parameter "password", by way of "b",']);
  });

  it('as a key that a resource makes', () => {
    expect(told('resources: {key: {type: OS::Nova::KeyPair, properties: {name: k, save_private_key: true}}}\noutputs: {o: {value: {get_attr: [key, private_key]}}}')).toEqual(['"private_key" of "key", a secret,']);
  });

  it('not by way of an attribute that has nothing of it', () => {
    expect(told('resources: {v: {type: OS::Nova::Server, properties: {flavor: f, image: i, networks: [], user_data: {get_param: password}}}}\noutputs: {o: {value: {get_attr: [v, first_address]}}}')).toEqual([]);
  });

  it('not where the parameter is not hidden', () => expect(told('outputs: {o: {value: {get_param: name}}}')).toEqual([]));
});

describe('what a group makes its members from', () => {
  const group = (type: string, properties = '') => `resources: {g: {type: OS::Heat::ResourceGroup, properties: {count: 2, resource_def: {type: ${type}, properties: {${properties}}}}}}`;

  it('has a type that exists', () => {
    const text = group('OS::Heat::Valeu');
    expect(places('type-unknown', text, 'error')).toEqual(['OS::Heat::Valeu']);
    expect(found(text).find(({ code }) => code === 'type-unknown')).toMatchObject({ heat: { type: 'EntityNotFound', message: 'The Resource Type (OS::Heat::Valeu) could not be found.' }, fix: { title: expect.stringContaining('OS::Heat::Value') } });
    expect(found('resources: {g: {type: OS::Heat::AutoScalingGroup, properties: {min_size: 1, max_size: 2, resource: {type: No::Such}}}}').map(({ code }) => code)).toContain('type-unknown');
    expect(found('resources: {g: {type: OS::Heat::ResourceChain, properties: {resources: [OS::Heat::None, No::Such]}}}').map(({ code }) => code)).toContain('type-unknown');
  });

  it('has properties that the type has', () => {
    const [problem] = found(group('OS::Heat::Value', 'valeu: 1')).filter(({ code }) => code === 'property-unknown');
    expect(problem).toMatchObject({ severity: 'error', heat: { message: 'Property error: resources.g<None>.resources.0.properties: Unknown Property valeu' } });
  });

  it('is warned of values that will be refused when a member is made', () => {
    expect(places('property-value', group('OS::Heat::RandomString', 'length: 0'), 'warning')).toEqual(['0']);
    expect(found(group('OS::Heat::Value')).filter(({ code }) => code === 'property-missing').map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('may have the index of the member in its values', () => {
    expect(found(group('OS::Heat::RandomString', "length: '%index%'")).filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('may be a template, which is looked at too, as deep as there are more', () => {
    const files = { 'm.yaml': 'parameters: {p: {type: string}}\nresources: {x: {type: OS::Heat::None, depends_on: nobody}}' };
    expect(found(group('m.yaml', 'q: 1'), files).map(({ code }) => code)).toEqual(expect.arrayContaining(['reference-unknown', 'property-unknown', 'property-missing']));
    expect(found(group('My::Type'), files, '{resource_registry: {"My::Type": gone.yaml}}').map(({ code }) => code)).toContain('template-missing');
    expect(found(group('m.yaml'), { 'm.yaml': group('m.yaml') }).map(({ code }) => code)).toContain('nested-depth');
  });

  it('is not asked for where there are no members', () => {
    expect(found('resources: {g: {type: OS::Heat::ResourceGroup, properties: {count: 0, resource_def: {type: No::Such}}}}').filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('a resource with a call that cannot be read', () => {
  it('is looked at all the same: every other problem is told with it, each of them once', () => {
    const text = `resources:
  a:
    type: OS::Nova::Server
    depends_on: nobody
    properties: {flavor: {get_resource: gone}, image: {str_replace: {template: x}}, name: {list_join: [1]}, key_name: {get_param: nothing}, unheard: 1}
`;
    expect(found(text).map(({ code, path }) => [code, path.slice(2).join('.')])).toEqual([
      ['expression', 'properties.image.str_replace'],
      ['expression', 'properties.name.list_join'],
      ['reference-unknown', 'depends_on'],
      ['reference-unknown', 'properties.flavor.get_resource'],
      ['parameter-reference', 'properties.key_name.get_param'],
      ['property-unknown', 'properties.unheard'],
    ]);
  });
});
