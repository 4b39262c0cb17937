/** What an exported stack left, read into what a new one takes over. */
import type { Adopted } from '@/lib/engine';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { badRequest } from './fault';
import type { CreateBody } from './definition-body';

export interface Adoption {
  body: CreateBody;
  resources: Record<string, Adopted>;
}

/** The template is the document's; its parameters lie under those of the request. */
export function adoptionOf(body: CreateBody): Adoption | null {
  const { adopt_stack_data: data } = body;
  if (data === undefined || data === null) return null;
  const document = documentIn(data);
  const { template, files, environment, resources } = document;
  if (template === undefined) throw badRequest('Invalid adopt data: it has no template.');
  const kept = environmentIn(environment);
  return {
    body: {
      ...body, template,
      files: { ...mapOf(files), ...mapOf(body.files) },
      environment: isMap(body.environment) || typeof body.environment === 'string' ? body.environment : kept,
      parameters: { ...mapOf(kept['parameters']), ...mapOf(body.parameters) },
    },
    resources: Object.fromEntries(adoptedIn(mapOf(resources), '')),
  };
}

function documentIn(data: Json): JsonMap {
  try {
    const document: Json = typeof data === 'string' ? JSON.parse(data) : data;
    if (isMap(document)) return document;
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
  }
  throw badRequest('Invalid adopt data: a JSON document of a stack is expected.');
}

/** Sections without anything in them are left out: an environment has none that are empty. */
function environmentIn(environment: Json | undefined): JsonMap {
  return Object.fromEntries(Object.entries(mapOf(environment)).filter(([, section]) => section !== null));
}

/** By path: those of a nested stack below the resource it is. */
function adoptedIn(resources: JsonMap, prefix: string): [string, Adopted][] {
  return Object.entries(resources).flatMap(([name, found]): [string, Adopted][] => {
    const resource = mapOf(found);
    return [[prefix + name, adopted(resource)], ...adoptedIn(mapOf(resource['resources']), `${prefix}${name}/`)];
  });
}

function adopted(resource: JsonMap): Adopted {
  const id = resource['resource_id'];
  return {
    physicalResourceId: typeof id === 'string' && id !== '' ? id : null,
    metadata: mapOf(resource['metadata']), data: mapOf(resource['resource_data']), attributes: mapOf(resource['attributes']),
  };
}

function mapOf(value: Json | undefined): JsonMap {
  return isMap(value) ? value : {};
}
