/** What a CFN template becomes in HOT: by example, and for generated templates the same values with no error more. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindStack, HotError, parseTemplate, resolveOutput, resolveProperties, selectAttributePath, UnknownValue, validateTemplate, type Json, type JsonMap } from '@/lib/hot';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { cfnToHot } from './cfn';
import type { Remark } from './remarks';

function converted(text: string): { text: string; remarks: Remark[] } {
  const conversion = cfnToHot(text);
  if (!conversion.ok) throw new Error(conversion.message);
  return conversion;
}

const errorsOf = (text: string): string[] => validateTemplate({ parsed: parseTemplate(text), files: {}, catalogue }).filter(({ severity }) => severity === 'error').map(({ message }) => message);

describe('a CFN template becomes HOT', () => {
  it('section by section, with its comments, parameters with their constraints', () => {
    const { text, remarks } = converted(`# What this is.
AWSTemplateFormatVersion: '2010-09-09'
Description: A server
Parameters:
  # How large.
  Size:
    Type: Number
    Default: 2
    MinValue: '1'
    MaxValue: 9
    ConstraintDescription: from 1 to 9
  Secret: {Type: String, NoEcho: 'true', MinLength: 8, AllowedPattern: '[a-z]*'}
Conditions:
  Large: {Fn::And: [{Fn::Not: [{Fn::Equals: [{Ref: Size}, 1]}]}, {Condition: Known}]}
  Known: {Fn::Equals: [1, 1]}
Resources:
  # The one.
  Server:
    Type: OS::Nova::Server
    DependsOn: Net
    Condition: Large
    DeletionPolicy: Retain
    Properties:
      # As it was.
      flavor: {Fn::Join: ['.', [m1, {Ref: Secret}]]}
      networks: [{network: {Ref: Net}}]
  Net: {Type: OS::Neutron::Net}
Outputs:
  Address: {Value: {Fn::GetAtt: [Server, first_address]}, Condition: Large}
`);
    expect(text).toBe(`# What this is.
heat_template_version: 2021-04-16
description: A server

parameters:
  # How large.
  Size:
    type: number
    default: 2
    constraints:
      - range:
          min: 1
          max: 9
        description: from 1 to 9
  Secret:
    type: string
    hidden: true
    constraints:
      - allowed_pattern: '[a-z]*'
      - length:
          min: 8

conditions:
  Large:
    and:
      - not:
          equals: [{get_param: Size}, 1]
      - Known
  Known:
    equals: [1, 1]

resources:
  # The one.
  Server:
    type: OS::Nova::Server
    condition: Large
    depends_on: Net
    deletion_policy: retain
    properties:
      # As it was.
      flavor:
        list_join:
          - .
          - [m1, {get_param: Secret}]
      networks:
        - network: {get_resource: Net}
  Net:
    type: OS::Neutron::Net

outputs:
  Address:
    condition: Large
    value: {get_attr: [Server, first_address]}
`);
    expect(remarks).toEqual([]);
  });

  it('in its short forms too, which Heat cannot read', () => {
    const { text } = converted(`AWSTemplateFormatVersion: 2010-09-09
Resources:
  Server:
    Type: OS::Nova::Server
    Properties:
      image: !Ref AWS::StackName
      flavor: !If [Large, !Ref Flavor, !Ref AWS::NoValue]
      user_data: !Sub
        - "echo \${Greeting} from \${Net} \${!literally} \${Net.name}"
        - Greeting: hello
      networks:
        - network: !GetAtt Net.show
  Net: {Type: OS::Neutron::Net}
Conditions: {Large: !Equals [1, 1]}
Parameters: {Flavor: {Type: String}}
`);
    expect(text).toContain('image: {get_param: OS::stack_name}');
    expect(text).toContain('if: [Large, {get_param: Flavor}]');
    expect(text).toContain('network: {get_attr: [Net, show]}');
    expect(text).toContain(`params:
            \${Greeting}: hello
            \${Net}: {get_resource: Net}
            \${!literally}: '\${literally}'
            \${Net.name}: {get_attr: [Net, name]}
`);
    expect(errorsOf(text)).toEqual([]);
  });

  it('with its mappings as parameters, where they are not known beforehand', () => {
    const { text } = converted(JSON.stringify({
      AWSTemplateFormatVersion: '2010-09-09', Parameters: { Kind: { Type: 'String', Default: 'small' } }, Mappings: { Sizes: { small: { flavor: 'm1.tiny' } } },
      Resources: {}, Outputs: { known: { Value: { 'Fn::FindInMap': ['Sizes', 'small', 'flavor'] } }, asked: { Value: { 'Fn::FindInMap': ['Sizes', { Ref: 'Kind' }, 'flavor'] } } },
    }));
    expect(text).toContain('value: m1.tiny');
    expect(text).toContain('asked:\n    value: {get_param: [Sizes, {get_param: Kind}, flavor]}\n');
    expect(errorsOf(text)).toEqual([]);
  });

  it.each([
    ['what Heat ignores and HOT refuses', { Resources: { a: { Type: 'OS::Heat::Value', CreationPolicy: {} } } }, 'Resources.a.CreationPolicy'],
    ['sections that there are none of', { Transform: 'x', Resources: {} }, 'Transform'],
    ['functions that there are none of', { Resources: {}, Outputs: { o: { Value: { 'Fn::ImportValue': 'x' } } } }, 'Outputs.o.Value.Fn::ImportValue'],
    ['constraints that HOT refuses', { Parameters: { p: { Type: 'Number', MinLength: 1 } }, Resources: {} }, 'Parameters.p'],
    ['data that HOT would take for a function', { Resources: {}, Outputs: { o: { Value: { get_param: 'x' } } } }, 'Outputs.o.Value'],
  ])('and tells of %s', (_, document, where) => {
    const { remarks } = converted(JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', ...document }));
    expect(remarks.filter(({ kind }) => kind === 'lost').map(({ path }) => path.join('.'))).toEqual([where]);
  });

  it('tells how many comments it could not keep, and refuses what it cannot read', () => {
    expect(converted("AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  a:\n    # why\n    Type: OS::Heat::Value # here\n").remarks).toEqual([{ kind: 'lost', path: [], message: '1 comment stands behind or within a value, and is left out.' }]);
    expect(cfnToHot('heat_template_version: 2021-04-16\n')).toMatchObject({ ok: false });
    expect(cfnToHot("AWSTemplateFormatVersion: '2010-09-09'\nResources: [}\n")).toMatchObject({ ok: false });
  });
});

// --- generated templates ---------------------------------------------------------------------------------------------

const text = fc.constantFrom('', 'a', 'b,c', '1', '{"k": "v"}', 'x$y', '${a}', 'yes', '2010-09-09', 'line\nline\n', ' odd: #');
const plain: fc.Arbitrary<Json> = fc.oneof(text, fc.integer({ min: -3, max: 9 }), fc.boolean());
const { value } = fc.letrec<{ value: Json; call: JsonMap; list: Json; texts: Json }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, plain, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.constantFrom('k', 'other'), tie('value'), { minKeys: 1, maxKeys: 2 }), tie('call')),
  texts: fc.oneof({ depthSize: 'small' }, text, fc.constantFrom<Json>({ Ref: 'Kind' }, { Ref: 'AWS::StackName' }, { Ref: 'AWS::Region' }, { Ref: 'AWS::StackId' }, { Ref: 'One' }), tie('call')),
  list: fc.oneof({ depthSize: 'small' }, fc.array(tie('texts'), { maxLength: 3 }), fc.constantFrom<Json>({ Ref: 'Zones' }, { 'Fn::GetAtt': ['One', 'list'] }, { 'Fn::GetAZs': '' }), fc.tuple(text, tie('texts')).map(([at, from]): Json => ({ 'Fn::Split': [at, from] }))),
  call: fc.oneof(
    fc.constantFrom<JsonMap>({ Ref: 'Size' }, { Ref: 'Kind' }, { Ref: 'Zones' }, { Ref: 'Data' }, { Ref: 'One' }, { Ref: 'Ghost' }, { Ref: 'AWS::StackName' }, { Ref: 'AWS::Region' }, { Ref: 'AWS::StackId' }, { 'Fn::GetAtt': ['One', 'value'] }, { 'Fn::GetAZs': '' }, { 'Fn::FindInMap': ['Sizes', 'small', 'flavor'] }, { 'Fn::FindInMap': ['Sizes', { Ref: 'Kind' }, 'flavor'] }, { 'Fn::FindInMap': ['Sizes', { Ref: 'Kind' }, 'count'] }, { 'Fn::ResourceFacade': 'Metadata' }),
    fc.tuple(text, tie('list')).map(([by, list]): JsonMap => ({ 'Fn::Join': [by, list] })),
    fc.tuple(fc.constantFrom<Json>(0, 1, '1', 7, -1, 'k'), fc.oneof(tie('list'), fc.constantFrom<Json>({ Ref: 'Data' }, { k: 'v' }))).map(([at, from]): JsonMap => ({ 'Fn::Select': [at, from] })),
    fc.tuple(fc.dictionary(fc.constantFrom('a', 'b', '$y'), tie('texts'), { maxKeys: 2 }), tie('texts')).map(([params, template]): JsonMap => ({ 'Fn::Replace': [params, template] })),
    tie('texts').map((encoded): JsonMap => ({ 'Fn::Base64': encoded })),
    fc.tuple(fc.constantFrom<Json>('Large', 'Small', { 'Fn::Not': ['Large'] }, true), tie('value'), tie('value')).map(([condition, yes, no]): JsonMap => ({ 'Fn::If': [condition, yes, no] })),
  ),
}));

const template = fc.record({ outputs: fc.dictionary(fc.constantFrom('o', 'p', 'q'), value, { maxKeys: 3 }), property: value, kind: fc.constantFrom('small', 'large'), metadata: fc.oneof(fc.constant(null), value), depends: fc.constantFrom<Json>('Two', ['Two'], []), policy: fc.constantFrom('Delete', 'Retain') }).map(({ outputs, property, kind, metadata, depends, policy }): JsonMap => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'generated',
  Parameters: { Size: { Type: 'Number', Default: '3', MinValue: 1, MaxValue: '9' }, Kind: { Type: 'String', Default: kind, AllowedValues: ['small', 'large'] }, Zones: { Type: 'CommaDelimitedList', Default: 'a,b' }, Data: { Type: 'Json', Default: '{"k": "v", "n": 1}' } },
  Mappings: { Sizes: { small: { flavor: 'm1.tiny', count: 1 }, large: { flavor: 'm1.big', count: 2 } } },
  Conditions: { Large: { 'Fn::Equals': [{ Ref: 'Kind' }, 'large'] }, Small: { 'Fn::Not': ['Large'] }, Either: { 'Fn::Or': ['Large', { 'Fn::Equals': [{ Ref: 'Size' }, 3] }] } },
  Resources: { One: { Type: 'OS::Heat::Value', DependsOn: depends, DeletionPolicy: policy, Properties: { value: property }, ...(typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata) ? { Metadata: metadata } : {}) }, Two: { Type: 'OS::Heat::Value', Condition: 'Either', Properties: { value: 1 } } },
  Outputs: Object.fromEntries(Object.entries(outputs).map(([name, shown]) => [name, { Value: shown }])),
}));

const ATTRIBUTES: JsonMap = { value: 'of One', list: ['x', 'y'] };

/** Values of all outputs and properties; what is refused, as a word. */
function evaluated(source: string): JsonMap {
  const parsed = parseTemplate(source);
  if (parsed.template === null) return { unread: true };
  const { stack } = bindStack({ template: parsed.template, files: {}, parameters: {}, pseudo: { stackName: 's', stackId: 'id', projectId: 'p' }, catalogue });
  if (stack === null) return { unbound: true };
  const resolver = { referenceId: (name: string): Json => `${name}-id`, attribute: (_: string, name: string, path: readonly Json[]): Json => selectAttributePath(ATTRIBUTES[name] ?? null, path), attributes: (): JsonMap => ATTRIBUTES };
  const result: JsonMap = { order: [...stack.resources.values()].map(({ name, dependencies, definition: { deletionPolicy } }): Json => [name, dependencies, deletionPolicy]) };
  for (const { name } of stack.outputs) { const { value: shown, error } = resolveOutput(stack, name, resolver); result[`output ${name}`] = error === null ? shown : { refused: true }; }
  for (const name of stack.resources.keys()) {
    try {
      const found = resolveProperties(stack, name, resolver);
      result[`resource ${name}`] = found.ok ? found.properties : { refused: true };
    } catch (fault) {
      if (!(fault instanceof HotError) && !(fault instanceof UnknownValue)) throw fault;
      result[`resource ${name}`] = { refused: true };
    }
  }
  return result;
}

describe('any CFN template', { timeout: 60_000 }, () => {
  it('has no error more as HOT, and the same values as long as no remark says otherwise', () => {
    let compared = 0;
    fc.assert(fc.property(template, (document) => {
      const source = JSON.stringify(document);
      const hot = converted(source);
      if (hot.remarks.some(({ kind }) => kind !== 'same') || errorsOf(source).length > 0) return;
      expect(errorsOf(hot.text)).toEqual([]);
      const [was, is] = [evaluated(source), evaluated(hot.text)];
      // What was refused may have a value: HOT joins lists and maps, and finds nothing where CFN misses a key.
      for (const [name, found] of Object.entries(was)) if (JSON.stringify(found) !== '{"refused":true}') expect([name, is[name]]).toEqual([name, found]);
      compared += 1;
    }), { numRuns: 400 });
    expect(compared).toBeGreaterThan(50);
  });
});
