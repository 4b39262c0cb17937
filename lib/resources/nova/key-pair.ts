/** OS::Nova::KeyPair in the sandbox: stores a public key, or makes a pair (Ed25519). A reference to it is its name. */
import { generateKeyPairSync } from 'node:crypto';
import type { ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import type { CloudStore } from '@/lib/providers/sandbox/cloud';
import { uuidFrom } from '@/lib/providers/uuid';
import { runnable } from '../schema';
import { asText, textOf } from '../values';

export function keyPair(cloud: CloudStore): ResourceType {
  return {
    schema: runnable('OS::Nova::KeyPair', 'sandbox'),
    effects: 'external',
    async create(ctx, properties) {
      const name = asText(properties['name']);
      const id = uuidFrom('keypair', ctx.resource.id);
      const { projectId } = ctx.stack;
      const other = await cloud.find(projectId, 'keypair', name);
      if (other !== null && other.id !== id) return { kind: 'failed', errorType: 'Conflict', reason: `Key pair '${name}' already exists.` };
      // Called again after a crash, it makes another pair: nobody can have used the first one. The private half is kept by the resource alone.
      const keys = keysOf(properties);
      await cloud.save({ id, projectId, kind: 'keypair', name, parentId: null, address: null, body: { public_key: keys.public_key } });
      return { kind: 'complete', physicalResourceId: name, attributes: { ...keys } };
    },
    async delete(ctx) {
      await cloud.remove(uuidFrom('keypair', ctx.resource.id));
      return { kind: 'complete' };
    },
    check: () => ({ kind: 'complete' }),
  };
}

function keysOf(properties: JsonMap): { public_key: string; private_key: string } {
  const known = textOf(properties['public_key']);
  if (known !== null) return { public_key: known, private_key: '' };
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  // The last 32 bytes of the DER form are the key itself.
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const wire = Buffer.concat([field(Buffer.from('ssh-ed25519')), field(raw)]);
  return {
    public_key: `ssh-ed25519 ${wire.toString('base64')}`,
    private_key: properties['save_private_key'] === true ? privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() : '',
  };
}

/** A string of the SSH protocol: its length in four bytes, then itself. */
function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
