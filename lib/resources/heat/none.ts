/** OS::Heat::None: accepts any property and does nothing. A registry maps other types to it to switch them off. */
import type { ResourceType } from '@/lib/engine/resource-type';
import { runnable } from '../schema';

export const none: ResourceType = {
  schema: runnable('OS::Heat::None', 'builtin'),
  effects: 'none',
  create: (ctx) => ({ kind: 'complete', physicalResourceId: ctx.physicalName }),
  update: () => ({ kind: 'complete' }),
  attribute: () => null,
};
