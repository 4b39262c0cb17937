import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { bestFirst, type Fits, typesThatTake } from './fits';

const TEXT = `heat_template_version: 2021-04-16
parameters:
  flavor: {type: string}
resources:
  net: {type: OS::Neutron::Net}
  volume: {type: OS::Cinder::Volume, properties: {size: 1}}
  script: {type: OS::Heat::SoftwareConfig, properties: {group: script}}
  server: {type: OS::Nova::Server, properties: {flavor: m1.small}}
  password: {type: OS::Heat::RandomString}
`;
const { template } = parseTemplate(TEXT);
const fitsOf = (name: string): Fits => {
  if (template === null) throw new Error('the template of this test is read');
  return typesThatTake({ template }, catalogue, name.includes(':') ? name as `parameter:${string}` : `resource:${name}`);
};
const first = (name: string, count: number): string[] => {
  const fits = fitsOf(name);
  const types = [...fits.keys()].flatMap((type) => catalogue.get(type) ?? []).toSorted((a, b) => a.name.localeCompare(b.name));
  return bestFirst(types.map((type) => ({ ...type, connections: ['sandbox'] })), '', fits, null).slice(0, count).map((type) => type.name);
};

describe('types for a line that ends where nothing is', () => {
  it('are those with a property for the resource, and say which', () => {
    const fits = fitsOf('net');
    expect(fits.get('OS::Nova::Server')?.label).toBe('networks.network');
    expect(fits.get('OS::Neutron::Subnet')?.label).toBe('network');
    expect(fits.has('OS::Heat::RandomString')).toBe(false);
    // Nobody knows what a type without a schema takes.
    expect(fits.has('OS::Heat::None')).toBe(false);
  });

  it('are not those that only have settings of the same names', () => {
    expect([fitsOf('net').has('OS::Nova::Flavor'), fitsOf('volume').has('OS::Nova::KeyPair')]).toEqual([false, false]);
  });

  it('begin with what it is most often for', () => {
    expect(first('net', 8)).toEqual(expect.arrayContaining(['OS::Neutron::Port', 'OS::Neutron::Subnet']));
    expect(first('volume', 3)).toContain('OS::Cinder::VolumeAttachment');
    expect(first('script', 8)).toContain('OS::Heat::SoftwareDeployment');
    expect(first('server', 12)).toContain('OS::Heat::SoftwareDeployment');
  });

  it('are for a config also the machines that it can be deployed to', () => {
    expect(fitsOf('script').get('OS::Nova::Server')?.label).toBe('with a deployment between them');
  });

  it('are for a generated value those with a secret', () => {
    expect([...fitsOf('password').values()].some(({ label }) => label.includes('password'))).toBe(true);
  });

  it('are for a parameter those with a property of its name', () => {
    const fits = fitsOf('parameter:flavor');
    expect([fits.get('OS::Nova::Server')?.label, fits.has('OS::Neutron::Net')]).toEqual(['flavor', false]);
  });

  it('come in the order of the search where somebody searches', () => {
    const types = ['OS::Neutron::Subnet', 'OS::Neutron::Port'].flatMap((name) => catalogue.get(name) ?? []);
    expect(bestFirst(types, 'net', fitsOf('net'), null)).toBe(types);
  });
});
