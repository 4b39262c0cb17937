/** Templates between the two forms they have: a document in requests and answers, a text in the database and the designer. */
import { stringify } from 'yaml';
import { readDocument } from '@/lib/hot';
import { sameJson } from '@/lib/hot/json';
import type { Json, JsonMap, Template } from '@/lib/hot/types';

/**
 * Clients send the document they have read, not the text. People will see it in the designer, so it becomes YAML again; should that YAML not read
 * as the very same document (a value our reader takes for another type), JSON, which always does.
 */
export function templateText(template: Json): string {
  if (typeof template === 'string') return template;
  const yaml = stringify(template, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false, customTags: (tags) => tags.filter((tag) => tag !== 'timestamp' && (typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:timestamp')) });
  const read = readDocument(yaml);
  return read.readable && sameJson(read.value, template) ? yaml : JSON.stringify(template, null, 2);
}

/** The document of a text that was deployed. */
export function templateDocument(text: string): Json {
  return readDocument(text).value;
}

/** The document of a template that has no text, because a group made it. */
export function documentOf(template: Template): JsonMap {
  const { resources, outputs, parameters } = template;
  return {
    heat_template_version: template.version,
    ...(template.description === '' ? {} : { description: template.description }),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters: Object.fromEntries(Object.values(parameters).map(({ name, type, default: preset }) => [name, { type, ...(preset === undefined ? {} : { default: preset }) }])) }),
    resources: Object.fromEntries(Object.values(resources).map(({ name, type, properties, metadata, dependsOn }) => [name, {
      type, properties, ...(isEmpty(metadata) ? {} : { metadata }), ...(dependsOn.length === 0 ? {} : { depends_on: dependsOn }),
    }])),
    ...(Object.keys(outputs).length === 0 ? {} : { outputs: Object.fromEntries(Object.values(outputs).map(({ name, value }) => [name, { value }])) }),
  };
}

function isEmpty(value: Json): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
