/** Drawing a config onto a server: the deployment that connects the two. */
import { readTemplateText } from '@/lib/hot/reading';
import type { Json, JsonMap } from '@/lib/hot/types';
import { addResource, freeName, sectionOf, setAt } from './commands';
import { EditRefused } from './edit';

/** The text with a deployment `<config>_on_<server>`, and its name. Inputs without a default get an empty value to be filled in. */
export function deployConfig(text: string, config: string, server: string): { text: string; name: string } {
  const template = readTemplateText(text).template;
  const definition = template?.resources[config];
  const target = template?.resources[server];
  if (definition === undefined || target === undefined) throw new EditRefused(`There is no config "${config}" or no server "${server}".`);
  const name = freeName(text, `${config}_on_${server}`);
  const properties: JsonMap = { config: { get_resource: config }, server: { get_resource: server } };
  const open = inputsWithoutDefault(definition.properties);
  if (open.length > 0) properties.input_values = Object.fromEntries(open.map((input): [string, Json] => [input, '']));
  const type = definition.type === 'OS::Heat::StructuredConfig' ? 'OS::Heat::StructuredDeployment' : 'OS::Heat::SoftwareDeployment';
  let result = addResource(text, type, name, properties);
  if (target.type === 'OS::Nova::Server' && valueOf(target.properties, 'user_data_format') === undefined) {
    result = setAt(result, [sectionOf(result, 'resource'), server, 'properties', 'user_data_format'], 'SOFTWARE_CONFIG');
  }
  if (target.type === 'Hearth::Docker::Container' && valueOf(target.properties, 'agent') === undefined) {
    result = setAt(result, [sectionOf(result, 'resource'), server, 'properties', 'agent'], true);
  }
  return { text: result, name };
}

function inputsWithoutDefault(properties: Json): string[] {
  const inputs = valueOf(properties, 'inputs');
  return Array.isArray(inputs) ? inputs.flatMap((input) => { const name = valueOf(input, 'name'); return typeof name === 'string' && valueOf(input, 'default') === undefined ? [name] : []; }) : [];
}

function valueOf(value: Json, key: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
