/** The metadata of a server that host agents poll, with what they need to find it. */
import type { ActionContext } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { collectConfig, serverTransport } from '@/lib/software/collect-config';
import type { ResourcePorts } from './ports';
import { asMap } from './values';

const BLOCK = 'os-collect-config';

export function collectMetadata(ctx: ActionContext, properties: JsonMap, { addresses }: Pick<ResourcePorts, 'addresses'>): { metadata: JsonMap; block: JsonMap } {
  const block = collectConfig(serverTransport(properties['software_config_transport']), addresses, ctx);
  // Keys of another transport are taken back, so that an agent does not ask at both.
  const before = asMap(ctx.resource.metadata[BLOCK]);
  const gone = Object.fromEntries(Object.keys(before).filter((key) => !(key in block)).map((key) => [key, null]));
  // What is to be deployed is listed by whoever reads the metadata; a template's own list would hide it.
  const { deployments: _own, ...metadata } = ctx.resource.metadata;
  return { metadata: { ...metadata, [BLOCK]: { ...gone, ...block } }, block };
}
