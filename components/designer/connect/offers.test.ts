import { describe, expect, it } from 'vitest';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { DesignerSession } from '../document/session';
import { customOffer, outputOffers } from './moreOffers';
import { offersFor, resourceKey } from './offers';

const TEXT = `heat_template_version: 2021-04-16
parameters:
  flavor: {type: string}
resources:
  net:
    type: OS::Neutron::Net
  other:
    type: OS::Neutron::Net
  port:
    type: OS::Neutron::Port
    properties: {network: {get_resource: other}}
  web:
    type: OS::Nova::Server
    properties:
      flavor: m1.small
      networks:
        - port: {get_resource: port}
`;
const opened = (text = TEXT): DesignerSession => new DesignerSession({ text, layout: {}, surroundings: { files: {}, environment: {}, catalogue } });
const offered = (from: 'net' | 'web', to: string, session = opened()) => offersFor(session.read(), catalogue, resourceKey(from), resourceKey(to));

describe('what a line can mean', () => {
  it('is offered as a replacement where something is set, as an item more of a list that has some', () => {
    expect(offered('net', 'port').find(({ id }) => id === 'network')).toMatchObject({ taken: true, appends: false });
    expect(offered('net', 'web').find(({ id }) => id === 'networks.network')).toMatchObject({ taken: false, appends: true });
    const session = opened();
    const parameter = offersFor(session.read(), catalogue, 'parameter:flavor', resourceKey('web')).find(({ id }) => id === 'flavor');
    expect(parameter).toMatchObject({ taken: true, preview: 'flavor: {get_param: flavor}' });
  });

  it('may be an order alone, or metadata: the last two', () => {
    const last = offered('net', 'web').slice(-2);
    expect(last.map(({ label }) => label)).toEqual(['Only order (depends_on)', 'Pass as metadata']);
    expect(last[0]?.command(TEXT)).toContain('    depends_on: [net]\n');
    expect(last[1]?.command(TEXT)).toMatch(/ {4}metadata:\n {6}net: \{ ?get_resource: net ?\}\n/);
  });

  it('may be a place that somebody wrote; a list there gets an item more', () => {
    const { graph } = opened().read();
    const [net, web] = [graph.byKey.get(resourceKey('net')), graph.byKey.get(resourceKey('web'))];
    if (!net || !web) throw new Error('not there');
    const written = (path: string) => customOffer(net, web, opened().read(), path);
    expect(written('networks.0.port')).toMatchObject({ taken: true, preview: 'networks.0.port: {get_resource: net}' });
    expect(written('networks')).toMatchObject({ taken: false, appends: true });
    expect(written('scheduler_hints.near').command(TEXT)).toMatch(/scheduler_hints:\n {8}near: \{ ?get_resource: net ?\}/);
    expect(() => written(' . ').command(TEXT)).toThrow(/at least one name/);
  });

  it('may be a new output of the source, with a name that is free', () => {
    const session = opened(`${TEXT}outputs:\n  port: {value: 1}\n`);
    const port = session.read().graph.byKey.get(resourceKey('port'));
    const offers = port ? outputOffers(port, session.read(), catalogue) : [];
    expect(offers[0]?.preview).toBe('port_2: {value: {get_resource: port}}');
    expect(offers.find(({ id }) => id === 'fixed_ips')?.command(session.read().text)).toMatch(/port_fixed_ips:\n? *\{?.*get_attr/);
  });

  it('is written in the dialect of the template', () => {
    const cfn = 'HeatTemplateFormatVersion: "2012-12-12"\nResources:\n  net:\n    Type: OS::Neutron::Net\n  port:\n    Type: OS::Neutron::Port\n';
    const session = opened(cfn);
    const [first] = offered('net', 'port', session);
    expect(first?.command(cfn)).toMatch(/network: \{ ?Ref: net ?\}|Ref: net/);
    expect(first?.command(cfn)).not.toContain('get_resource');
  });
});
