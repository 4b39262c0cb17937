/** Whatever is generated, the language answers with values, diagnostics or its own errors, never with anything else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { bindStack, HotError, parseEnvironment, parseTemplate, resolveMetadata, resolveOutput, resolveProperties, UnknownValue, validateTemplate, LANGUAGES } from '.';
import type { Json, JsonMap } from './types';

const NAMES = ['a', 'b', 'p', 'c', 'ghost', '', '__proto__', 'constructor', 'a/b', 'é', '1'];
const name = fc.constantFrom(...NAMES);
const scalar: fc.Arbitrary<Json> = fc.oneof(fc.constant(null), fc.boolean(), fc.integer({ min: -5, max: 300 }), fc.double({ noNaN: true, noDefaultInfinity: true }), name, fc.string({ maxLength: 8 }), fc.constantFrom('$.data', '%a%', 'sha256', '[a-z]+', 'value', 'resource.a.value'));
const functions = [...new Set(Object.values(LANGUAGES).flatMap((versions) => [...versions.values()].flatMap((version) => [...version.functions.keys(), ...version.conditionFunctions.keys()])))];

const { value } = fc.letrec<{ value: Json; call: JsonMap }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.oneof(name, fc.constantFrom('template', 'params', 'for_each', 'expression', 'data', 'host', 'port', 'query', 'keys', 'values')), tie('value'), { maxKeys: 3 }), tie('call')),
  call: fc.tuple(fc.constantFrom(...functions), tie('value')).map(([key, args]) => ({ [key]: args })),
}));

const version = fc.constantFrom(...Object.entries(LANGUAGES).flatMap(([key, versions]) => [...versions.keys()].map((stated): [string, string] => [key, stated])));
const parameter = fc.record({ type: fc.constantFrom('string', 'number', 'json', 'boolean', 'comma_delimited_list', 'odd'), default: value, constraints: fc.array(fc.dictionary(fc.constantFrom('length', 'range', 'modulo', 'allowed_values', 'allowed_pattern', 'custom_constraint'), value, { maxKeys: 2 }), { maxLength: 2 }) }, { requiredKeys: ['type'] });
const resource = fc.oneof({ weight: 8, arbitrary: fc.record({
  type: fc.constantFrom('OS::Heat::Value', 'OS::Heat::RandomString', 'OS::Nova::Server', 'n.yaml', 'No::Type'), properties: fc.dictionary(fc.constantFrom('value', 'length', 'type', 'networks', 'x'), value, { maxKeys: 3 }), metadata: value,
  depends_on: value, condition: value, deletion_policy: value, update_policy: value, external_id: value,
}, { requiredKeys: ['type'] }) }, { weight: 1, arbitrary: value });

/** In HOT or in CFN, by the version's key: sections under both names. */
const template = fc.record({
  version,
  parameters: fc.dictionary(name, fc.oneof({ weight: 5, arbitrary: parameter }, value), { maxKeys: 3 }),
  conditions: fc.dictionary(name, value, { maxKeys: 3 }),
  resources: fc.dictionary(name, resource, { maxKeys: 4 }),
  outputs: fc.dictionary(name, fc.oneof({ weight: 5, arbitrary: value.map((shown): Json => ({ value: shown, Value: shown })) }, value), { maxKeys: 3 }),
  groups: value,
}).map(({ version: [key, stated], parameters, conditions, resources, outputs, groups }) => {
  const cfn = key !== 'heat_template_version';
  return JSON.stringify(cfn
    ? { [key]: stated, Parameters: parameters, Conditions: conditions, Resources: Object.fromEntries(Object.entries(resources).map(([id, entry]) => [id, typeof entry === 'object' && entry !== null && !Array.isArray(entry) && 'type' in entry ? { Type: entry.type, Properties: entry.properties } : entry])), Outputs: outputs }
    : { [key]: stated, parameters, conditions, resources, outputs, parameter_groups: groups });
});

const FILES = { 'n.yaml': '{heat_template_version: "2018-08-31", parameters: {x: {type: json, default: {}}}, outputs: {o: {value: {resource_facade: metadata}}}}', f: 'text' };
const RESOLVERS = [
  { referenceId: (id: string): Json => id, attribute: (): Json => ['x', { y: 1 }], attributes: (): JsonMap => ({ value: 1 }) },
  { referenceId: unknown, attribute: unknown, attributes: unknown },
];

function unknown(id: string): never {
  throw new UnknownValue(id);
}

/** Lets pass what the language may throw. */
function allowed(step: () => unknown): void {
  try {
    step();
  } catch (fault) {
    if (!(fault instanceof HotError) && !(fault instanceof UnknownValue)) throw fault;
  }
}

const RUNS = { numRuns: 400 };

describe('the language', { timeout: 60_000 }, () => {
  it('reads any text', () => {
    const fragment = fc.constantFrom('a', ':', ' ', '\n', '- ', '{', '}', '[', ']', '&x', '*x', '<<', '|', '>', '"', "'", '#', '!', '%', '?', '\t', 'heat_template_version: 2018-08-31', 'resources:', '  ', '\u0000', '\ufeff', '---');
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join('')), fc.json()), (text) => {
      parseTemplate(text);
      parseEnvironment(text);
    }), RUNS);
  });

  it('validates any template without throwing, with every problem in the text', () => {
    fc.assert(fc.property(template, fc.option(fc.dictionary(name, value), { nil: undefined }), (text, parameters) => {
      for (const { range } of validateTemplate({ parsed: parseTemplate(text), files: FILES, catalogue: factsCatalogue, parameters })) {
        if (range) expect(range.start <= range.end && range.end <= text.length).toBe(true);
      }
    }), RUNS);
  });

  it('evaluates any template to values or to errors of its own', () => {
    fc.assert(fc.property(template, fc.dictionary(name, value), (text, parameters) => {
      const parsed = parseTemplate(text);
      if (parsed.template === null) return;
      for (const lenient of [true, false]) {
        const { stack } = bindStack({ template: parsed.template, files: FILES, parameters, pseudo: { stackName: 's', stackId: null, projectId: 'p' }, catalogue: factsCatalogue, lenient });
        if (stack === null) continue;
        for (const resolver of RESOLVERS) {
          for (const id of stack.resources.keys()) {
            allowed(() => resolveProperties(stack, id, resolver));
            allowed(() => resolveMetadata(stack, id, resolver));
          }
          for (const { name: id } of stack.outputs) allowed(() => resolveOutput(stack, id, resolver));
        }
      }
    }), RUNS);
  });
});
