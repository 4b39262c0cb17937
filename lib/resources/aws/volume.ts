/** Volumes with the words of EC2. */
import type { ResourceType } from '@/lib/engine/resource-type';
import type { CloudStore } from '@/lib/providers/sandbox/cloud';
import { volume, volumeAttachment } from '../cinder/volume';
import { tagsOf } from './instance';
import { siblingOf } from './sibling';

export function volumeTypes(cloud: CloudStore): ResourceType[] {
  return [
    siblingOf({
      name: 'AWS::EC2::Volume',
      of: volume(cloud),
      validate: ({ Size: size, SnapshotId: snapshot }) => (size === undefined && snapshot === undefined ? ['If neither "SnapshotId" nor "Size" is provided, the volume has no size.'] : []),
      properties: (own) => ({ size: own['Size'] ?? null, availability_zone: own['AvailabilityZone'] ?? null, snapshot_id: own['SnapshotId'] ?? null, metadata: tagsOf(own['Tags']) }),
    }),
    siblingOf({
      name: 'AWS::EC2::VolumeAttachment',
      of: volumeAttachment(cloud),
      properties: (own) => ({ instance_uuid: own['InstanceId'] ?? null, volume_id: own['VolumeId'] ?? null, mountpoint: own['Device'] ?? null }),
    }),
  ];
}
