import { describe, expect, it } from 'vitest';
import { effectiveView } from './effective';

const TEMPLATE = `heat_template_version: 2021-04-16
parameters:
  size: {type: string, default: small}
  count: {type: number}
  tags: {type: comma_delimited_list, default: a}
  password: {type: string, hidden: true, default: weak}
resources:
  net: {type: OS::Neutron::Net}
  value: {type: OS::Heat::Value, properties: {value: 1}}
`;
const view = (...documents: [string, string][]) => effectiveView(TEMPLATE, {}, documents.map(([name, text]) => ({ name, text })));
const of = (name: string, ...documents: [string, string][]) => view(...documents).parameters.find((parameter) => parameter.name === name);

describe('what a template gets from environments', () => {
  it('is its own default where no environment has a value, and nothing where it has none', () => {
    expect(of('size')).toMatchObject({ value: 'small', from: 'template' });
    expect(of('count')).toMatchObject({ value: null, from: null, why: expect.stringContaining('has to be given') });
  });

  it('is that of the last environment; a parameter wins over any default', () => {
    expect(of('size', ['dev', 'parameters: {size: m}'], ['prod', 'parameters: {size: l}'])).toMatchObject({ value: 'l', from: 'prod', why: expect.stringContaining('wins over dev') });
    expect(of('size', ['dev', 'parameters: {size: m}'], ['prod', 'parameter_defaults: {size: l}'])).toMatchObject({ value: 'm', from: 'dev' });
  });

  it('is merged where an environment asks for that', () => {
    expect(of('tags', ['dev', 'parameter_merge_strategies: {tags: merge}\nparameters: {tags: "a,b"}'], ['prod', 'parameter_merge_strategies: {tags: merge}\nparameters: {tags: c}'])).toMatchObject({ value: 'a,b,c', why: expect.stringContaining('Merged from dev and prod') });
  });

  it('never shows a hidden value, but where it comes from', () => {
    expect(of('password', ['dev', 'parameters: {password: hunter2}'])).toMatchObject({ value: null, from: 'dev', hidden: true });
    expect(JSON.stringify(view(['dev', 'parameters: {password: hunter2}']))).not.toMatch(/hunter2|weak/);
    expect(of('password', ['dev', 'parameters: {password: {get_secret: db}}'])?.value).toEqual({ get_secret: 'db' });
  });

  it('names parameters nobody declares, and the resources that a registry applies to', () => {
    const { unknown, registry } = view(['dev', 'parameters: {typo: 1}\nresource_registry: {"OS::Neutron*": "My::Net*", resources: {val*: {"OS::Heat::Value": x.yaml}}}']);
    expect(unknown).toEqual([{ name: 'typo', from: 'dev' }]);
    expect(registry.map(({ pattern, matches }) => [pattern, matches])).toEqual([['OS::Neutron*', ['net']], ['val*: OS::Heat::Value', ['value']]]);
  });
});
