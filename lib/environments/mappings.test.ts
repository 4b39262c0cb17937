import { describe, expect, it } from 'vitest';
import { mappingViews } from './mappings';

const TEMPLATE = {
  text: `heat_template_version: 2021-04-16
resources:
  front: {type: OS::Network::Net}
  back: {type: OS::Network::Net}
  port: {type: OS::Network::Port}
  web: {type: My::Server}
`,
  files: { 'server.yaml': 'heat_template_version: 2021-04-16\nresources:\n  inner: {type: OS::Network::Net}\n' },
};
const TYPES = new Set(['OS::Neutron::Net', 'OS::Neutron::Port', 'OS::Nova::Server']);
const views = (registry: Parameters<typeof mappingViews>[0], template: typeof TEMPLATE | null = TEMPLATE) => mappingViews(registry, (type) => TYPES.has(type), template);

describe('what a mapping comes to', () => {
  it('of a family is one type each, with the resources of the template and of its files that have them', () => {
    expect(views({ 'OS::Network*': 'OS::Neutron*' })).toEqual([{
      pattern: 'OS::Network*', resources: null, kind: 'family', target: 'OS::Neutron*', fileMissing: false,
      matches: [{ type: 'OS::Network::Net', to: 'OS::Neutron::Net', resources: ['front', 'back', 'inner'] }, { type: 'OS::Network::Port', to: 'OS::Neutron::Port', resources: ['port'] }],
    }]);
  });

  it('follows mappings that lead on', () => {
    expect(views({ 'My::Server': 'Our::Server', 'Our::Server': 'OS::Nova::Server' })[0]).toMatchObject({ kind: 'type', target: 'OS::Nova::Server', matches: [{ to: 'OS::Nova::Server', resources: ['web'] }] });
  });

  it('is a nested template, which is among the files or is not', () => {
    expect(views({ 'My::Server': 'server.yaml' })[0]).toMatchObject({ kind: 'template', target: 'server.yaml', fileMissing: false });
    expect(views({ 'My::Server': 'other.yaml' })[0]).toMatchObject({ kind: 'template', fileMissing: true });
    expect(views({ 'My::Server': 'other.yaml' }, null)[0]).toMatchObject({ kind: 'template', fileMissing: false, matches: null });
  });

  it('is unknown where nothing has that name', () => {
    expect(views({ 'My::Server': 'OS::Nova::Srever' })[0]).toMatchObject({ kind: 'unknown', target: 'OS::Nova::Srever' });
  });

  it('of single resources is for those with such a name; hooks beside it are no mappings', () => {
    expect(views({ resources: { 'fro*': { 'OS::Network::Net': 'OS::Neutron::Net', hooks: 'pre-create' } } })).toEqual([
      { pattern: 'OS::Network::Net', resources: 'fro*', kind: 'type', target: 'OS::Neutron::Net', fileMissing: false, matches: [{ type: 'OS::Network::Net', to: 'OS::Neutron::Net', resources: ['front'] }] },
    ]);
  });
});
