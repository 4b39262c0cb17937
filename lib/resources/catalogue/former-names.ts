/**
 * Properties of Heat's types that were called otherwise once, by the dotted path of today: `fixed_ips.subnet` of a port. Heat keeps the former names in its schemas, hidden, and
 * gives their values to those of today before it looks at them (the rules of translation of its types that replace).
 */
export const FORMER_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'OS::Cinder::Volume': { image: 'imageRef' },
  'OS::Neutron::FloatingIP': { floating_network: 'floating_network_id' },
  'OS::Neutron::NetworkGateway': { 'connections.network': 'network_id' },
  'OS::Neutron::Port': { network: 'network_id', 'fixed_ips.subnet': 'subnet_id' },
  'OS::Neutron::RouterGateway': { network: 'network_id' },
  'OS::Neutron::RouterInterface': { router: 'router_id', subnet: 'subnet_id', port: 'port_id' },
  'OS::Neutron::Subnet': { network: 'network_id' },
  'OS::Neutron::VPNService': { subnet: 'subnet_id', router: 'router_id' },
  'OS::Nova::Server': { 'networks.network': 'uuid', 'block_device_mapping_v2.image': 'image_id' },
};
