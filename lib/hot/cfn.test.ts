/** The dialect of CloudFormation, as far as Heat speaks it. */
import { describe, expect, it } from 'vitest';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { bindStack, parseTemplate, resolveOutput, resolveProperties, validateTemplate } from '.';
import type { Json, JsonMap } from './types';

const DOCUMENT: JsonMap = {
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'all of it',
  Parameters: {
    Size: { Type: 'Number', Default: '3', MinValue: 1, MaxValue: '9' },
    Kind: { Type: 'String', Default: 'large', AllowedValues: ['small', 'large'], ConstraintDescription: 'small or large' },
    Zones: { Type: 'CommaDelimitedList', Default: 'a,b' },
    Secret: { Type: 'String', Default: 's3cret', NoEcho: true },
  },
  Mappings: { ByKind: { small: { flavor: 'm1.tiny' }, large: { flavor: 'm1.big' } } },
  Conditions: { Large: { 'Fn::Equals': [{ Ref: 'Kind' }, 'large'] }, Small: { 'Fn::Not': ['Large'] }, Both: { 'Fn::And': ['Large', 'Small'] } },
  Resources: {
    One: { Type: 'OS::Heat::Value', Condition: 'Large', DeletionPolicy: 'Retain', Properties: { value: { 'Fn::FindInMap': ['ByKind', { Ref: 'Kind' }, 'flavor'] } } },
    Two: { Type: 'OS::Heat::Value', Condition: 'Small', Properties: { value: 1 } },
    Three: { Type: 'OS::Heat::Value', DependsOn: 'One', Anything: 'is tolerated', Properties: { value: { 'Fn::GetAtt': ['One', 'value'] } } },
  },
};

function outputs(values: JsonMap, parameters: JsonMap = {}, document: JsonMap = DOCUMENT): Record<string, Json> {
  const text = JSON.stringify({ ...document, Outputs: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { Value: value }])) });
  const parsed = parseTemplate(text);
  const problems = validateTemplate({ parsed, catalogue: factsCatalogue, parameters }).filter(({ severity }) => severity === 'error');
  if (parsed.template === null || problems.length > 0) return { refused: problems.map(({ heat }) => heat?.message ?? null) };
  const { stack } = bindStack({ template: parsed.template, files: {}, parameters, pseudo: { stackName: 's', stackId: 'id', projectId: 'p' }, catalogue: factsCatalogue });
  if (stack === null) return { unbound: true };
  const resolver = { referenceId: (name: string) => `${name}-id`, attribute: (name: string, attribute: string) => `${name}.${attribute}`, attributes: () => null };
  return Object.fromEntries(stack.outputs.map(({ name }) => {
    const { value, error } = resolveOutput(stack, name, resolver);
    return [name, error === null ? value : { error }];
  }));
}

describe('a CFN template', () => {
  it.each<[string, Json, Json]>([
    ['Ref to a parameter', { Ref: 'Size' }, 3],
    ['Ref to a resource', { Ref: 'One' }, 'One-id'],
    ['the pseudo parameters', [{ Ref: 'AWS::StackName' }, { Ref: 'AWS::Region' }, { Ref: 'AWS::StackId' }], ['s', 'ap-southeast-1', 'arn:openstack:heat::p:stacks/s/id']],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['One', 'value'] }, 'One.value'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['ByKind', 'small', 'flavor'] }, 'm1.tiny'],
    ['Fn::Join', { 'Fn::Join': ['-', { Ref: 'Zones' }] }, 'a-b'],
    ['Fn::Select', { 'Fn::Select': ['1', { Ref: 'Zones' }] }, 'b'],
    ['Fn::Select of what is not there', { 'Fn::Select': [7, { Ref: 'Zones' }] }, ''],
    ['Fn::Select of JSON', { 'Fn::Select': ['k', '{"k": "v"}'] }, 'v'],
    ['Fn::Split', { 'Fn::Split': [',', 'x,y'] }, ['x', 'y']],
    ['Fn::Replace', { 'Fn::Replace': [{ x: 'y' }, 'axa'] }, 'aya'],
    ['Fn::Base64', { 'Fn::Base64': 'as it is' }, 'as it is'],
    ['Fn::GetAZs', { 'Fn::GetAZs': '' }, ['nova']],
    ['Fn::MemberListToMap', { 'Fn::MemberListToMap': ['Name', 'Value', ['.member.0.Name=k', '.member.0.Value=v']] }, { k: 'v' }],
    ['Fn::If', { 'Fn::If': ['Large', 'yes', 'no'] }, 'yes'],
    ['Fn::If on a junction', [{ 'Fn::If': ['Both', 1, 2] }, { 'Fn::If': [{ 'Fn::Or': ['Large', 'Small'] }, 1, 2] }], [2, 1]],
    ['functions of HOT as data', { get_param: 'Size' }, { get_param: 'Size' }],
  ])('knows %s', (_, expression, expected) => {
    expect(outputs({ o: expression })).toEqual({ o: expected });
  });

  it('checks its parameters', () => {
    expect(outputs({}, { Size: 10 })).toEqual({ refused: ["Parameter 'Size' is invalid: 10 is out of range (min: 1, max: 9)"] });
    expect(outputs({}, { Kind: 'huge' })).toEqual({ refused: ["Parameter 'Kind' is invalid: small or large"] });
  });

  it('has the resources whose condition holds', () => {
    const { template } = parseTemplate(JSON.stringify(DOCUMENT));
    if (template === null) throw new Error('unread');
    const { stack } = bindStack({ template, files: {}, parameters: {}, pseudo: { stackName: 's', stackId: null, projectId: 'p' }, catalogue: factsCatalogue });
    expect([...(stack?.resources.values() ?? [])].map(({ name, dependencies, definition }) => [name, dependencies, definition.deletionPolicy])).toEqual([['One', [], 'Retain'], ['Three', ['One'], 'Delete']]);
    expect(stack && resolveProperties(stack, 'One', { referenceId: () => null, attribute: () => null, attributes: () => null })).toEqual({ ok: true, properties: { value: 'm1.big' }, unknown: [] });
    expect(stack?.hiddenValues).toEqual(['s3cret']);
  });

  it('tells of outputs that refer to nothing: an attribute is refused, a reference only has no value', () => {
    const found = (value: Json) => validateTemplate({ parsed: parseTemplate(JSON.stringify({ ...DOCUMENT, Outputs: { o: { Value: value } } })), catalogue: factsCatalogue })
      .filter(({ code }) => code === 'reference-unknown').map(({ severity, path }) => [severity, path.join('.')]);
    expect(found({ Ref: 'Ghost' })).toEqual([['warning', 'Outputs.o.Value.Ref']]);
    expect(found({ 'Fn::GetAtt': ['Ghost', 'value'] })).toEqual([['error', 'Outputs.o.Value.Fn::GetAtt']]);
    expect(found([{ Ref: 'Kind' }, { Ref: 'AWS::Region' }, { Ref: 'One' }])).toEqual([]);
  });

  it('takes a list of allowed values only', () => {
    expect(outputs({}, {}, { ...DOCUMENT, Resources: {}, Conditions: {}, Parameters: { p: { Type: 'String', AllowedValues: 'small' } } })).toEqual({ refused: ['AllowedValues must be a list'] });
  });

  it('of the older kind has no conditions', () => {
    expect(outputs({}, {}, { HeatTemplateFormatVersion: '2012-12-12', Conditions: {} })).toEqual({ refused: ['The template section is invalid: Conditions'] });
  });
});

describe('mappings that are no map', () => {
  it('are told, and hinder nobody who does not look into them', () => {
    const parsed = parseTemplate(JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Mappings: ['small'], Resources: {} }));
    expect(parsed.diagnostics).toMatchObject([{ code: 'section-not-a-map', severity: 'warning', path: ['Mappings'] }]);
    expect(outputs({ o: 1 }, {}, { ...DOCUMENT, Resources: {}, Mappings: ['small'] })).toEqual({ o: 1 });
    expect(outputs({ o: 1 }, {}, { ...DOCUMENT, Mappings: ['small'] })).toEqual({ refused: ["Property error: resources.One.properties.value: 'ByKind'"] });
  });
});
