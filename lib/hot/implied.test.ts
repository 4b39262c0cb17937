/** What comes after what although nothing refers to it. */
import { describe, expect, it } from 'vitest';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { bindStack } from './binding/bind';
import { parseTemplate } from './parse';

const NETWORK = `
  net: {type: OS::Neutron::Net}
  subnet: {type: OS::Neutron::Subnet, properties: {network: {get_resource: net}, cidr: 10.0.0.0/24}}
`;

function dependencies(resources: string, name: string): readonly string[] | undefined {
  const { template } = parseTemplate(`heat_template_version: 2021-04-16\nparameters: {lan: {type: string, default: x}}\nresources:${resources}`);
  if (template === null) throw new Error('the template cannot be read');
  const { stack } = bindStack({ template, catalogue, files: {}, parameters: {}, pseudo: { stackName: 'stack', stackId: null, projectId: '0'.repeat(32) } });
  return stack?.resources.get(name)?.dependencies;
}

describe('dependencies that are implied', () => {
  it('put ports and servers after every subnet of their network', () => {
    const text = `${NETWORK}
  port: {type: OS::Neutron::Port, properties: {network: {get_resource: net}}}
  server: {type: OS::Nova::Server, properties: {flavor: f, image: i, networks: [{network: {get_resource: net}}]}}
  elsewhere: {type: OS::Neutron::Port, properties: {network: public}}
`;
    expect([dependencies(text, 'port'), dependencies(text, 'server'), dependencies(text, 'elsewhere')]).toEqual([['net', 'subnet'], ['net', 'subnet'], []]);
  });

  it('know a network by its name and by the parameter that names it', () => {
    const text = `
  named: {type: OS::Neutron::Subnet, properties: {network: lan, cidr: 10.0.0.0/24}}
  given: {type: OS::Neutron::Subnet, properties: {network: {get_param: lan}, cidr: 10.1.0.0/24}}
  a: {type: OS::Neutron::Port, properties: {network: lan}}
  b: {type: OS::Neutron::Port, properties: {network: {get_param: lan}}}
`;
    expect([dependencies(text, 'a'), dependencies(text, 'b')]).toEqual([['named'], ['given']]);
  });

  it('put an address from outside after the way to its port', () => {
    const text = `${NETWORK}
  router: {type: OS::Neutron::Router, properties: {external_gateway_info: {network: public}}}
  way: {type: OS::Neutron::RouterInterface, properties: {router: {get_resource: router}, subnet: {get_resource: subnet}}}
  port: {type: OS::Neutron::Port, properties: {network: {get_resource: net}}}
  address: {type: OS::Neutron::FloatingIP, properties: {floating_network: public, port_id: {get_resource: port}}}
`;
    expect(dependencies(text, 'address')).toEqual(['port', 'router', 'way']);
  });

  it('give way to an order that the template states', () => {
    const text = `
  net: {type: OS::Neutron::Net}
  subnet: {type: OS::Neutron::Subnet, depends_on: port, properties: {network: {get_resource: net}, cidr: 10.0.0.0/24}}
  port: {type: OS::Neutron::Port, properties: {network: {get_resource: net}}}
`;
    expect([dependencies(text, 'port'), dependencies(text, 'subnet')]).toEqual([['net'], ['net', 'port']]);
  });

  it('are none of a resource that exists outside', () => {
    expect(dependencies(`${NETWORK}\n  port: {type: OS::Neutron::Port, external_id: abc}\n`, 'port')).toEqual([]);
  });
});
