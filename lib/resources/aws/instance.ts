/** AWS::EC2::Instance: a server with the words of EC2. */
import type { ResourceType } from '@/lib/engine/resource-type';
import type { Json, JsonMap } from '@/lib/hot/types';
import { server } from '../nova/server';
import type { ResourcePorts } from '../ports';
import { asList, asMap, textOf } from '../values';
import { siblingOf } from './sibling';

/** Where the sandbox has everything. */
export const ZONE = 'nova';

export function instance(ports: ResourcePorts): ResourceType {
  return siblingOf({
    name: 'AWS::EC2::Instance',
    of: server(ports),
    properties: (own) => ({
      image: own['ImageId'] ?? null,
      flavor: own['InstanceType'] ?? null,
      key_name: own['KeyName'] ?? null,
      availability_zone: own['AvailabilityZone'] ?? null,
      user_data: own['UserData'] ?? '',
      user_data_format: 'HEAT_CFNTOOLS',
      metadata: tagsOf(own['Tags']),
      networks: networksOf(own),
      security_groups: own['SecurityGroupIds'] ?? own['SecurityGroups'] ?? [],
    }),
    attributes: ({ attributes, properties }) => {
      const address = attributes['first_address'] ?? '';
      return { AvailabilityZone: properties['AvailabilityZone'] ?? ZONE, PrivateIp: address, PublicIp: address, PrivateDnsName: address, PublicDnsName: address };
    },
  });
}

/** Interfaces in the order of their index; else the subnet; else the project's own network. */
function networksOf(own: JsonMap): Json[] {
  const interfaces = asList(own['NetworkInterfaces']).map((each) => (typeof each === 'string' ? { NetworkInterfaceId: each } : asMap(each)));
  if (interfaces.length > 0) {
    return interfaces.toSorted((left, right) => Number(left['DeviceIndex'] ?? 0) - Number(right['DeviceIndex'] ?? 0)).map((each) => ({ port: each['NetworkInterfaceId'] ?? null }));
  }
  const subnet = textOf(own['SubnetId']);
  return subnet === null ? [] : [{ subnet }];
}

/** `[{Key, Value}]` as a map. */
export function tagsOf(tags: Json | undefined): JsonMap {
  return Object.fromEntries(asList(tags).map(asMap).flatMap(({ Key, Value }) => (typeof Key === 'string' ? [[Key, Value ?? null]] : [])));
}
