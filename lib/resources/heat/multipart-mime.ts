/** OS::Heat::MultipartMime: several parts of user data in one text. A part may be the id of a stored configuration, or a multipart of its own. */
import type { ActionContext, ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { uuidFrom } from '@/lib/providers/uuid';
import { asText } from '@/lib/software/json';
import { type MimePart, parseMultipart, printMultipart } from '@/lib/software/mime';
import type { ResourcePorts } from '../ports';
import { runnable } from '../schema';
import { asList, asMap, textOf } from '../values';

export function multipartMime({ configs }: Pick<ResourcePorts, 'configs'>): ResourceType {
  return {
    schema: runnable('OS::Heat::MultipartMime', 'builtin'),
    effects: 'external',
    async create(ctx, properties) {
      const id = uuidFrom('config', ctx.resource.id);
      const parts: MimePart[] = [];
      const secrets = new Set(ctx.secrets);
      for (const item of asList(properties['parts']).map(asMap)) {
        const stored = await storedText(ctx, item, configs);
        for (const secret of stored.secrets) secrets.add(secret);
        parts.push(...partsOf(item, stored.text));
      }
      // From the id, so that the same resource has the same text after a crash.
      const config = printMultipart(parts, `===============${id.replaceAll('-', '')}==`);
      await configs.save(ctx.stack.projectId, {
        id, name: ctx.physicalName, group: textOf(properties['group']) ?? 'Heat::Ungrouped', config, inputs: [], outputs: [], options: {}, secrets: [...secrets],
      });
      return { kind: 'complete', physicalResourceId: id, attributes: { config } };
    },
    async delete(ctx) {
      await configs.remove(uuidFrom('config', ctx.resource.id));
      return { kind: 'complete' };
    },
  };
}

async function storedText(ctx: ActionContext, item: JsonMap, configs: ResourcePorts['configs']): Promise<{ text: string; secrets: readonly string[] }> {
  const given = asText(item['config']);
  const stored = await configs.find(ctx.stack.projectId, given);
  return stored === null ? { text: given, secrets: [] } : { text: asText(stored.config), secrets: stored.secrets };
}

function partsOf(item: JsonMap, text: string): MimePart[] {
  if (item['type'] === 'multipart') {
    const inner = parseMultipart(text);
    if (inner !== null) return inner;
  }
  const filename = asText(item['filename']);
  const subtype = asText(item['subtype']) || filename.replace(/\.[^.]*$/, '') || 'plain';
  return [{ contentType: `text/${subtype}`, filename, body: Buffer.from(text, 'utf8') }];
}
