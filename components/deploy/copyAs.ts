/** What the form holds, for those who go on in a terminal. */
import { yamlText } from '@/lib/graph/render';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { ParameterField } from '@/lib/wire/types';

export interface Given {
  name: string;
  parameters: JsonMap;
  fields: readonly ParameterField[];
  environment: JsonMap;
  tags: readonly string[];
  timeoutMins: number;
  rollback: boolean;
  update: boolean;
}

const SECRET = '<secret>';

/** Hidden values are left for who runs it to write. */
function shown({ parameters, fields }: Given): JsonMap {
  const hidden = new Set(fields.flatMap(({ name, hidden: secret }) => (secret ? [name] : [])));
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, hidden.has(name) ? SECRET : value]));
}

export function environmentFile(given: Given): string {
  const own = given.environment.parameters;
  const parameters = { ...(typeof own === 'object' && own !== null && !Array.isArray(own) ? own : {}), ...shown(given) };
  return yamlText({ ...given.environment, ...(Object.keys(parameters).length > 0 ? { parameters } : {}) });
}

const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`);
const asText = (value: Json): string => (typeof value === 'string' ? value : Array.isArray(value) && value.every((item) => typeof item !== 'object') ? value.join(',') : JSON.stringify(value));

export function commandLine(given: Given): string {
  const parts = [
    `openstack stack ${given.update ? 'update' : 'create'}`, '-t template.yaml', ...(Object.keys(given.environment).length > 0 ? ['-e environment.yaml'] : []),
    ...Object.entries(shown(given)).map(([name, value]) => `--parameter ${quoted(`${name}=${asText(value)}`)}`),
    ...(given.tags.length > 0 ? [`--tags ${quoted(given.tags.join(','))}`] : []), `--timeout ${given.timeoutMins}`, ...(given.rollback ? [given.update ? '--rollback enabled' : '--enable-rollback'] : []), '--wait', quoted(given.name),
  ];
  return `${parts.join(' \\\n  ')}\n`;
}

/** With the template from a file, by way of jq: what is in it needs no escaping. */
export function curl(given: Given, address: string): string {
  const body = { stack_name: given.name, parameters: shown(given), environment: given.environment, timeout_mins: given.timeoutMins, disable_rollback: !given.rollback, ...(given.tags.length > 0 ? { tags: given.tags.join(',') } : {}) };
  return [
    `jq -n --rawfile template template.yaml ${quoted(`${JSON.stringify(body)} + {template: $template}`)} |`,
    `curl -sS -X ${given.update ? 'PUT' : 'POST'} "${address}/stacks${given.update ? `/${given.name}/$STACK_ID` : ''}" \\`,
    `  -H "X-Auth-Token: $OS_TOKEN" -H 'Content-Type: application/json' --data-binary @-`, '',
  ].join('\n');
}
