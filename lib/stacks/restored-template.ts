import type { ResourceTypeRegistry } from '@/lib/engine/resource-type';
import { isCfn, setAt } from '@/lib/graph';
import { parseTemplate } from '@/lib/hot';
import { isMap } from '@/lib/hot/json';
import type { JsonMap, Template } from '@/lib/hot/types';

/**
 * The template of a snapshot, in which resources say what they are to be made from again: a volume its backup, a server its image. Only those
 * properties are written into the text; the rest of it stays as its author wrote it.
 *
 * @param resources records of the snapshot, by name
 */
export function restoredTemplate(source: { templateText: string; template: Template }, resources: JsonMap, registry: ResourceTypeRegistry): { text: string; template: Template } {
  let text = source.templateText;
  for (const [name, record] of Object.entries(resources)) {
    if (!isMap(record) || source.template.resources[name] === undefined) continue;
    const data = record['resource_data'];
    const changes = isMap(data) ? (registry.get(String(record['type']))?.restore?.(data) ?? {}) : {};
    for (const [property, value] of Object.entries(changes)) text = setAt(text, [...(isCfn(text) ? ['Resources', name, 'Properties'] : ['resources', name, 'properties']), property], value);
  }
  if (text === source.templateText) return { text, template: source.template };
  const { template } = parseTemplate(text);
  return template === null ? { text: source.templateText, template: source.template } : { text, template };
}
