import { describe, expect, it } from 'vitest';
import { parseTemplate, validateTemplate } from '@/lib/hot';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { connectionsOf, nameFor, typeAsTemplate } from './type-text';

const types = factsCatalogue.names().flatMap((name) => factsCatalogue.get(name) ?? []);

describe('a type as template text', () => {
  it('has what it must have, and nothing more', () => {
    const wait = factsCatalogue.get('OS::Heat::WaitCondition');
    expect(wait && typeAsTemplate(wait, 'required')).toBe('heat_template_version: 2021-04-16\n\nresources:\n  wait_condition:\n    type: OS::Heat::WaitCondition\n    properties:\n      handle: <text>\n      timeout: 1\n');
  });

  it('can be read and names no property that does not exist, for every type', () => {
    for (const type of types) {
      for (const which of ['required', 'all'] as const) {
        const parsed = parseTemplate(typeAsTemplate(type, which));
        const problems = validateTemplate({ parsed, files: {}, environment: { parameters: {}, parameterDefaults: {}, resourceRegistry: {}, encryptedParamNames: [], eventSinks: [], parameterMergeStrategies: {} }, catalogue: factsCatalogue });
        expect(problems.filter(({ code, severity }) => severity === 'error' && /unknown|required|missing|yaml/.test(code)).map(({ message }) => `${type.name}: ${message}`)).toEqual([]);
      }
    }
  });

  it('names a resource as people would', () => {
    expect([nameFor('OS::Nova::Server'), nameFor('OS::Heat::SoftwareDeployment'), nameFor('OS::Neutron::FloatingIP')]).toEqual(['server', 'software_deployment', 'floating_ip']);
  });

  it('knows what a type is usually connected with', () => {
    const connections = connectionsOf('OS::Neutron::Port', factsCatalogue).map(({ type, direction, property }) => `${direction} ${type} ${property}`);
    expect(connections).toEqual(expect.arrayContaining([expect.stringMatching(/^in OS::Neutron::Net /), expect.stringMatching(/^out OS::Nova::Server networks/)]));
  });
});
