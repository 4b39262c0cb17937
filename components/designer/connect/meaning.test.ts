import { describe, expect, it } from 'vitest';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { DesignerSession } from '../document/session';
import { type Meaning, meaningOf } from './meaning';

const TEXT = `heat_template_version: 2021-04-16
resources:
  net: {type: OS::Neutron::Net}
  subnet: {type: OS::Neutron::Subnet, properties: {network: {get_resource: net}, cidr: 10.0.0.0/24}}
  port: {type: OS::Neutron::Port, properties: {network: {get_resource: net}}, depends_on: subnet}
  router: {type: OS::Neutron::Router}
  volume: {type: OS::Cinder::Volume, properties: {size: 1}}
`;
const session = new DesignerSession({ text: TEXT, layout: {}, surroundings: { files: {}, environment: {}, catalogue } });
const meaning = (from: string, to: string): Meaning => meaningOf(session.read(), catalogue, `resource:${from}`, `resource:${to}`);

describe('a line that is being drawn says what it would mean', () => {
  it('the text that is written, where there is nothing to choose', () => {
    expect(meaning('router', 'volume')).toMatchObject({ refused: false });
    const empty = new DesignerSession({ text: TEXT.replace('network: {get_resource: net}, cidr', 'cidr'), layout: {}, surroundings: { files: {}, environment: {}, catalogue } });
    expect(meaningOf(empty.read(), catalogue, 'resource:net', 'resource:subnet')).toEqual({ words: 'network: {get_resource: net}', refused: false, circle: [] });
  });

  it('the likeliest property and how many others, where there is', () => {
    expect(meaning('subnet', 'router').words).toMatch(/, or \d+ others?$/);
  });

  it('why not, and through which resources, where it would close a circle', () => {
    expect(meaning('port', 'net')).toEqual({ words: 'A circle: net → port → net', refused: true, circle: ['resource:net', 'resource:port'] });
    expect(meaning('net', 'net')).toMatchObject({ refused: true, circle: [] });
  });
});
