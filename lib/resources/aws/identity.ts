/** AWS::IAM::User and AWS::IAM::AccessKey: remembered by the sandbox, which has no doors that such a key would open. */
import { randomBytes } from 'node:crypto';
import type { ResourceType } from '@/lib/engine/resource-type';
import { runnable } from '../schema';

export const user: ResourceType = {
  schema: runnable('AWS::IAM::User', 'builtin'),
  effects: 'none',
  create: (ctx) => ({ kind: 'complete', physicalResourceId: ctx.physicalName }),
  suspend: () => ({ kind: 'complete' }),
  resume: () => ({ kind: 'complete' }),
};

const HEX = 16;

export const accessKey: ResourceType = {
  schema: runnable('AWS::IAM::AccessKey', 'builtin'),
  effects: 'none',
  create(ctx, properties) {
    const user = ctx.findByReferenceId(properties['UserName'] ?? null);
    if (user === undefined) return { kind: 'failed', errorType: 'NotFound', reason: `could not find user ${String(properties['UserName'])}` };
    return { kind: 'complete', physicalResourceId: randomBytes(HEX).toString('hex'), data: { secret: randomBytes(HEX).toString('hex') } };
  },
  attribute: ({ properties, data }, name) => (name === 'SecretAccessKey' ? (data['secret'] ?? null) : name === 'UserName' ? (properties['UserName'] ?? null) : null),
};
