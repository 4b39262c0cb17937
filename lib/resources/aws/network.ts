/** Networks, subnets, interfaces, security groups and addresses with the words of EC2. */
import type { ResourceType } from '@/lib/engine/resource-type';
import type { CloudStore } from '@/lib/providers/sandbox/cloud';
import { floatingIp } from '../neutron/floating-ip';
import { net } from '../neutron/net';
import { port } from '../neutron/port';
import { securityGroup } from '../neutron/security-group';
import { subnet } from '../neutron/subnet';
import { asList, asMap, asText, textsOf } from '../values';
import { ZONE } from './instance';
import { siblingOf } from './sibling';

/** Where addresses for the outside come from. */
const OUTSIDE = 'public';

export function networkTypes(cloud: CloudStore): ResourceType[] {
  return [
    siblingOf({ name: 'AWS::EC2::VPC', of: net(cloud), properties: () => ({ admin_state_up: true }) }),
    siblingOf({
      name: 'AWS::EC2::Subnet',
      of: subnet(cloud),
      properties: (own) => ({ network: own['VpcId'] ?? null, cidr: own['CidrBlock'] ?? null, ip_version: 4, enable_dhcp: true }),
      attributes: ({ properties }) => ({ AvailabilityZone: properties['AvailabilityZone'] ?? ZONE }),
    }),
    siblingOf({
      name: 'AWS::EC2::NetworkInterface',
      of: port(cloud),
      async properties(own, { stack }) {
        const within = await cloud.find(stack.projectId, 'subnet', asText(own['SubnetId']));
        const address = own['PrivateIpAddress'] ?? null;
        return {
          network: within?.parentId ?? asText(own['SubnetId']),
          fixed_ips: [{ subnet: own['SubnetId'] ?? null, ...(address === null ? {} : { ip_address: address }) }],
          security_groups: textsOf(own['GroupSet']),
          admin_state_up: true,
        };
      },
      attributes: ({ attributes }) => ({ PrivateIpAddress: asMap(asList(attributes['fixed_ips'])[0])['ip_address'] ?? null }),
    }),
    siblingOf({
      name: 'AWS::EC2::SecurityGroup',
      of: securityGroup(cloud),
      properties: (own) => ({ description: own['GroupDescription'] ?? '', rules: [...asList(own['SecurityGroupIngress']), ...asList(own['SecurityGroupEgress'])] }),
    }),
    siblingOf({
      name: 'AWS::EC2::EIP',
      of: floatingIp(cloud),
      properties: () => ({ floating_network: OUTSIDE }),
      attributes: ({ physicalResourceId }) => ({ AllocationId: physicalResourceId }),
      // What a template calls it by is the address itself.
      referenceId: ({ attributes, name }) => attributes['floating_ip_address'] ?? name,
    }),
  ];
}
