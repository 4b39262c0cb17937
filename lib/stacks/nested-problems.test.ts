import { describe, expect, it } from 'vitest';
import { bindStack, parseEnvironment, parseTemplate, type TypeSchema } from '@/lib/hot';
import { nestedTemplates } from '@/lib/hot/validate';
import { withTemplateTypes } from '@/lib/engine/nested-types';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { value } from '@/lib/resources/heat/value';
import { resourceGroup } from '@/lib/resources/heat/groups/resource-group';
import { whatRuns } from './what-runs';
import { nestedProblems } from './nested-problems';

const HEAD = "heat_template_version: '2021-04-16'\nresources:\n";
const types = [value, resourceGroup];
const ports = {
  catalogue: { get: (name: string): TypeSchema | undefined => factsCatalogue.get(name), names: () => factsCatalogue.names() },
  registry: withTemplateTypes({ get: (name) => types.find((type) => type.schema.name === name) }),
};

/** Messages about what is inside the resources of a template. */
function problems(text: string, files: Record<string, string>, environment = {}): string[] {
  const { template } = parseTemplate(text);
  const parsed = parseEnvironment(environment).environment;
  if (template === null) throw new Error('the template does not parse');
  const { stack, diagnostics } = bindStack({
    template, files, environment: parsed, parameters: {}, catalogue: ports.catalogue, nested: nestedTemplates(files), pseudo: { stackName: 's', stackId: null, projectId: 'p' },
  });
  if (stack === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return nestedProblems(ports, whatRuns(ports, new Set()), stack, { files, environment: parsed }, ({ name }) => ({ path: ['resources', name, 'type'] })).map(({ message }) => message);
}

describe('problems inside nested templates', () => {
  const outer = `${HEAD}  x: { type: inner.yaml }\n`;

  it('are none where all of it runs', () => {
    expect(problems(outer, { 'inner.yaml': `${HEAD}  v: { type: 'OS::Heat::Value', properties: { value: 1 } }\n` })).toEqual([]);
  });

  it('are told with the way to them', () => {
    expect(problems(outer, { 'inner.yaml': `${HEAD}  y: { type: deep.yaml }\n`, 'deep.yaml': `${HEAD}  c: { type: 'OS::Magnum::Cluster', properties: { cluster_template: t } }\n` })).toEqual([
      expect.stringMatching(/^In x<inner\.yaml>\.y<deep\.yaml>\.c: OS::Magnum::Cluster needs an OpenStack connection/),
    ]);
  });

  it('are those of templates that a group is made of, too', () => {
    const group = `${HEAD}  x: { type: 'OS::Heat::ResourceGroup', properties: { resource_def: { type: inner.yaml } } }\n`;
    expect(problems(group, { 'inner.yaml': `${HEAD}  c: { type: 'OS::Magnum::Cluster', properties: { cluster_template: t } }\n` })).toEqual([expect.stringMatching(/^In x<inner\.yaml>\.c: OS::Magnum::Cluster needs an OpenStack connection/)]);
  });

  it('are found in what a group is made of, after the registry', () => {
    const group = (type: string) => `${HEAD}  g: { type: 'OS::Heat::ResourceGroup', properties: { count: 2, resource_def: { type: '${type}' } } }\n`;
    expect(problems(group('OS::Magnum::Cluster'), {})).toEqual([expect.stringMatching(/^In g: OS::Magnum::Cluster needs an OpenStack connection/)]);
    expect(problems(group('OS::Heat::Value'), {})).toEqual([]);
  });

  it('end where a template contains itself', () => {
    expect(problems(outer, { 'inner.yaml': outer })).toEqual([]);
  });
});
