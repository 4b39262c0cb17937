/** What templates may be made of: resource types, versions of the language, functions. */
import { z } from 'zod';
import { type Language, LANGUAGES } from '@/lib/hot';
import type { JsonMap, TypeSchema } from '@/lib/hot/types';
import { compilePattern, PatternError } from '@/lib/hot/pattern';
import { badRequest, entityNotFound, HeatFault } from '../fault';
import { FUNCTION_TEXTS } from '../function-texts';
import { flag, text } from '../query';
import { typeShown, typeTemplate } from '../render/resource-type';
import { type Call, NO_BODY, NO_QUERY, route } from '../route';
import { ResourceTypes, ResourceTypeShown, TemplateFunction, TemplateVersion } from '../shapes/language';
import { anyMap, map } from '../shapes/parts';

const TYPES = { tag: 'Resource types', body: NO_BODY, query: NO_QUERY, role: 'reader', status: 200 } as const;
const LANGUAGE = { tag: 'Templates', body: NO_BODY, query: NO_QUERY, role: 'reader', status: 200 } as const;
const STATUSES = ['UNKNOWN', 'SUPPORTED', 'DEPRECATED', 'UNSUPPORTED', 'HIDDEN'];

const listTypes = route({
  ...TYPES, method: 'GET', path: '/resource_types', summary: 'List resource types', policy: 'stacks:list_resource_types', answer: 'resource_types: names, or names and descriptions', returns: map({ resource_types: ResourceTypes }),
  query: z.object({
    support_status: text(`One of ${STATUSES.join(', ')}.`), name: text('Regular expression that the beginning of the name fits.'), version: text('Types that came with this version.'),
    with_description: flag('with_description', false, 'Names and descriptions.'),
  }),
  handler({ ports, query }) {
    const { support_status: support, version } = query;
    if (support !== undefined && !STATUSES.includes(support)) throw new HeatFault('Invalid', `Data supplied was not valid: Invalid support status and should be one of (${STATUSES.map((status) => `'${status}'`).join(', ')})`);
    const named = query.name === undefined ? () => true : beginsWith(query.name);
    const types = [...ports.catalogue.names()].sort().flatMap((name) => ports.catalogue.get(name) ?? [])
      .filter((type) => named(type.name) && type.support !== 'HIDDEN' && (support === undefined || type.support === support) && (version === undefined || type.since === version));
    return { resource_types: query.with_description ? types.map(({ name, description }) => ({ resource_type: name, description: description ?? 'No description available' })) : types.map(({ name }) => name) };
  },
});

/** As Python's `re.match`; in time linear in the name. */
function beginsWith(pattern: string): (name: string) => boolean {
  try {
    const compiled = compilePattern(pattern);
    return (name) => compiled.search(name)?.start === 0;
  } catch (fault) {
    throw fault instanceof PatternError ? badRequest(`Invalid regular expression for "name": ${fault.message}`) : fault;
  }
}

const showType = route({
  ...TYPES, method: 'GET', path: '/resource_types/{type_name}', summary: 'Properties and attributes of a resource type', policy: 'stacks:resource_schema', answer: 'resource_type, properties, attributes, support_status', returns: ResourceTypeShown,
  query: z.object({ with_description: flag('with_description', false, 'The description too.') }),
  handler: (call) => typeShown(typeOf(call), call.query.with_description),
});

const template = route({
  ...TYPES, method: 'GET', path: '/resource_types/{type_name}/template', summary: 'A template with one resource of a type', policy: 'stacks:generate_template', answer: 'a template with a parameter for every property and an output for every attribute', returns: anyMap('The template.'),
  query: z.object({ template_type: text('cfn, which is the default, or hot.') }),
  handler(call) {
    const asked = call.query.template_type ?? 'cfn';
    const dialect = asked.toLowerCase();
    if (dialect !== 'cfn' && dialect !== 'hot') throw badRequest(`Template type is not supported: Invalid template type "${asked}", valid types are: cfn, hot.`);
    return typeTemplate(typeOf(call), dialect);
  },
});

function typeOf({ ports, params }: Call): TypeSchema {
  const name = params['type_name'] ?? '';
  const type = ports.catalogue.get(name);
  if (type === undefined) throw entityNotFound('Resource Type', name);
  if (type.support === 'HIDDEN') throw new HeatFault('NotSupported', `${name} is not supported.`);
  return type;
}

// --- the language ---------------------------------------------------------------------------------------------------

interface NamedVersion {
  /** `heat_template_version.2021-04-16` */
  name: string;
  type: 'hot' | 'cfn';
  aliases: string[];
  version: Language;
}

/** A name of a release is another name of the version that came with it. */
function versions(): NamedVersion[] {
  return Object.entries(LANGUAGES).flatMap(([key, known]) => {
    const named: NamedVersion[] = [];
    for (const [name, version] of known) {
      const same = named.find((one) => one.version === version);
      if (same === undefined) named.push({ name: `${key}.${name}`, type: version.dialect, aliases: [], version });
      else same.aliases.push(`${key}.${name}`);
    }
    return named;
  });
}

const listVersions = route({
  ...LANGUAGE, method: 'GET', path: '/template_versions', summary: 'List the versions of the template language', policy: 'stacks:list_template_versions', answer: 'template_versions: version, type, aliases', returns: map({ template_versions: z.array(TemplateVersion) }),
  handler: () => ({ template_versions: versions().map(({ name, type, aliases }): JsonMap => ({ version: name, type, aliases })) }),
});

const listFunctions = route({
  ...LANGUAGE, method: 'GET', path: '/template_versions/{template_version}/functions', summary: 'List the functions of a version', policy: 'stacks:list_template_functions', answer: 'template_functions: functions (a name) and description', returns: map({ template_functions: z.array(TemplateFunction) }),
  query: z.object({ with_condition_func: flag('with_condition_func', false, 'Those of conditions too.') }),
  handler({ params, query }) {
    const wanted = params['template_version'] ?? '';
    const found = versions().find(({ name, aliases }) => name === wanted || aliases.includes(wanted));
    if (found === undefined) throw new HeatFault('NotFound', `Template with version ${wanted} not found`);
    const { functions, conditionFunctions } = found.version;
    const plain = [...functions].filter(([, of]) => !('removed' in of && of.removed === true)).map(([name]) => name);
    const conditions = query.with_condition_func ? [...conditionFunctions.keys()].filter((name) => !plain.includes(name)) : [];
    return { template_functions: [...plain, ...conditions].map((name) => ({ functions: name, description: FUNCTION_TEXTS.get(name) ?? '' })) };
  },
});

export const resourceTypeRoutes = [listTypes, showType, template];
export const languageRoutes = [listVersions, listFunctions];
