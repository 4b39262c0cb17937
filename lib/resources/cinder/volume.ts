/** OS::Cinder::Volume and OS::Cinder::VolumeAttachment in the sandbox. */
import type { CloudStore } from '@/lib/providers/sandbox/cloud';
import { cloudType, given, saveObject } from '../cloud-type';
import { runnable } from '../schema';
import { asText, textOf } from '../values';

const SOURCES = ['snapshot_id', 'source_volid', 'image', 'imageRef', 'backup_id'];

export const volume = (cloud: CloudStore) =>
  cloudType(cloud, {
    schema: runnable('OS::Cinder::Volume', 'sandbox'),
    kind: 'volume',
    backedUp: true,
    validate: (properties) =>
      properties['size'] === undefined && SOURCES.every((source) => textOf(properties[source]) === null)
        ? ['If neither "backup_id" nor "size" is provided, one of "image", "source_volid", "snapshot_id" must be specified.']
        : [],
    async save(store, wanted) {
      const known = await store.find(wanted.projectId, 'volume', wanted.id);
      const backup = textOf(wanted.properties['backup_id']);
      if (backup !== null && (await store.find(wanted.projectId, 'backup', backup)) === null) return { ok: false, reason: `Backup ${backup} could not be found.` };
      return saveObject(store, 'volume', wanted, {
        ...given(wanted.properties, 'availability_zone', 'size', 'description', 'volume_type', 'metadata', 'multiattach', ...SOURCES),
        status: 'available',
        created_at: known?.body['created_at'] ?? new Date().toISOString(),
      });
    },
    attributes: ({ name, body }) => ({
      ...given(body, 'size', 'snapshot_id', 'volume_type', 'source_volid', 'status', 'created_at', 'multiattach'),
      availability_zone: body['availability_zone'] ?? 'nova',
      display_name: name,
      display_description: body['description'] ?? null,
      metadata: JSON.stringify(body['metadata'] ?? {}),
      metadata_values: body['metadata'] ?? {},
      bootable: String((body['image'] ?? body['imageRef'] ?? null) !== null),
      encrypted: false,
      attachments: '[]',
      attachments_list: [],
    }),
  });

export const volumeAttachment = (cloud: CloudStore) =>
  cloudType(cloud, {
    schema: runnable('OS::Cinder::VolumeAttachment', 'sandbox'),
    kind: 'attachment',
    async save(store, wanted) {
      const { properties, projectId } = wanted;
      const found = await store.find(projectId, 'volume', asText(properties['volume_id']));
      if (found === null) return { ok: false, reason: `Volume ${asText(properties['volume_id'])} could not be found.` };
      const others = (await store.children(found.id, 'attachment')).filter((other) => other.id !== wanted.id);
      if (others.length > 0 && found.body['multiattach'] !== true) {
        return { ok: false, reason: `Volume ${found.id} is attached to ${asText(others[0]?.body['instance_uuid'])} already.` };
      }
      return saveObject(store, 'attachment', wanted, given(properties, 'instance_uuid', 'mountpoint'), found.id);
    },
    attributes: () => ({}),
  });
