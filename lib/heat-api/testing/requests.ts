/** Requests that somebody hostile or confused might send to any route: right and wrong paths, tokens, signatures, bodies. For tests. */
import fc from 'fast-check';
import { canonicalQuery } from '@/lib/software/aws-request';
import { signatureV2 } from '@/lib/software/aws-signature-v2';
import { objectPath, tempUrl } from '@/lib/software/temp-url';
import { CFN_ACTIONS } from '../cfn/router';
import { IDENTITY_ROUTES } from '../identity/router';
import { QUEUE_PATHS } from '../queues/router';
import { ROUTES } from '../routes';

/** What is really there, so that some requests get far. */
export interface Known {
  projectId: string;
  userId: string;
  stackName: string;
  stackId: string;
  resourceName: string;
  resourceId: string;
  /** Of people, of a stack user, of nobody. */
  tokens: readonly string[];
  keys: readonly { access: string; secret: string }[];
  sign(purpose: string, text: string): string;
}

export interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const TEMPLATES = ['heat_template_version: 2021-04-16\nresources: {v: {type: OS::Heat::Value, properties: {value: 1}}}\n', 'heat_template_version: 2021-04-16\n', '{', 'AWSTemplateFormatVersion: 2010-09-09\nResources: {}\n'];

/** Texts that break things: empty, long, with NUL, half characters, quotes, wildcards, numbers at the edges. */
const text = fc.oneof(
  fc.constantFrom('', '0', '-1', '99999999999999999999', 'null', 'true', '../..', '%', "';--", '\u0000', '\ud800', '💥', '__proto__', 'constructor', 'x'.repeat(300), '{}', '1e999', 'NaN', '2001-01-01T00:00:00Z'),
  fc.string({ maxLength: 30 }), fc.string({ unit: 'binary', maxLength: 20 }), fc.uuid(),
);

const KEYS = [
  'stack_name', 'template', 'template_url', 'parameters', 'environment', 'environment_files', 'files', 'timeout_mins', 'disable_rollback', 'tags', 'adopt_stack_data', 'clear_parameters', 'converge', 'name', 'config',
  'inputs', 'outputs', 'options', 'group', 'config_id', 'server_id', 'action', 'status', 'input_values', 'output_values', 'suspend', 'resume', 'check', 'cancel_update', 'mark_unhealthy', 'unset_hook',
  'auth', 'identity', 'methods', 'password', 'user', 'project', 'scope', 'id', 'domain', 'token', 'application_credential', 'secret', 'roles', 'expires_at', 'tenant_id', 'original_password', 'description',
  'messages', 'body', 'ttl', 'grace', 'paths', 'expires', 'Status', 'UniqueId', 'Data', 'Reason',
];

function bodyFor(known: Known): fc.Arbitrary<string | undefined> {
  const scalar = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.constantFrom(known.projectId, known.userId, known.stackName, known.stackId, ...TEMPLATES));
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, scalar, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...KEYS) }, { weight: 1, arbitrary: text }), tie('value'), { maxKeys: 5 })),
  }));
  const shaped = fc.record({
    stack_name: fc.constantFrom(known.stackName, 'made', 'made2', '1bad'), template: fc.constantFrom<unknown>(...TEMPLATES, {}, [], 7), parameters: value, environment: value, files: value, timeout_mins: scalar, disable_rollback: scalar, tags: scalar,
  }, { requiredKeys: ['stack_name'] });
  const signIn = fc.record({ auth: fc.record({ identity: fc.record({ methods: fc.subarray(['password', 'token', 'application_credential', 'x']), password: value, token: value, application_credential: value }, { requiredKeys: ['methods'] }), scope: value }, { requiredKeys: ['identity'] }) });
  const messages = fc.record({ messages: fc.array(fc.record({ body: value, ttl: fc.constantFrom<unknown>(60, 300, -1, 'x') }, { requiredKeys: ['body'] }), { maxLength: 3 }) });
  const wrapped = fc.tuple(fc.constantFrom('user', 'project', 'application_credential'), fc.dictionary(fc.constantFrom('name', 'password', 'original_password', 'description', 'roles', 'expires_at', 'unrestricted', 'secret'), scalar)).map(([key, inner]) => ({ [key]: inner }));
  const json = fc.oneof(value, shaped, signIn, messages, wrapped).map((one) => JSON.stringify(one));
  return fc.oneof({ weight: 8, arbitrary: json }, { weight: 1, arbitrary: fc.constantFrom(undefined, '', '{', '[', '"', '['.repeat(3000), `{"a":${'[1,'.repeat(50)}`, '\u0000', '{"a":"\\u0000\\ud800"}', '{"stack_name":1e999}') });
}

function filled(known: Known, path: string): fc.Arbitrary<string> {
  const right: Record<string, string> = {
    project: known.projectId, user: known.userId, stack_name: known.stackName, stack_id: known.stackId, resource_name: known.resourceName, server_id: known.resourceId, queue: 'jobs', role: 'reader', domain: 'default',
    type_name: 'OS::Heat::Value', version: 'heat_template_version.2021-04-16',
  };
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  return fc.tuple(...names.map((name) => fc.oneof({ weight: 3, arbitrary: fc.constant(right[name] ?? known.stackId) }, { weight: 1, arbitrary: text })))
    .map((values) => names.reduce((whole, name, index) => whole.replace(`{${name}}`, encoded(values[index] ?? '')), path));
}

function encoded(part: string): string {
  return encodeURIComponent(part.replaceAll(/\p{Surrogate}/gu, '\uFFFD')).replaceAll('.', '%2E');
}

const QUERIES = ['limit', 'marker', 'sort_keys', 'sort_dir', 'nested_depth', 'show_nested', 'tags', 'name', 'status', 'with_detail', 'resolve_outputs', 'ids', 'pop', 'echo', 'claim_id', 'user.id', 'scope.project.id', 'role.id', 'effective', 'server_id', 'ignore_errors', 'type', 'id', 'prefix', 'nocatalog'];
const query = fc.array(fc.tuple(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...QUERIES) }, { weight: 1, arbitrary: text }), text), { maxLength: 3 }).map((pairs) => (pairs.length === 0 ? '' : `?${canonicalQuery(pairs.map(([name, value]) => [wellFormed(name), wellFormed(value)]))}`));

function wellFormed(value: string): string {
  return value.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}

/** Any request to any route. `host` is what signatures are made for. */
export function anyRequest(known: Known, host: string): fc.Arbitrary<Sent> {
  const paths = [
    ...ROUTES.map(({ method, path }) => ({ method, path: `/orchestration/v1/{project}${path}` })),
    ...Object.entries(IDENTITY_ROUTES).flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method, path: `/identity/v3${path}` }))),
    ...QUEUE_PATHS.flatMap((path) => ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].map((method) => ({ method, path: `/queues/v2${path}` }))),
    ...['GET', 'PUT', 'HEAD', 'DELETE', 'POST'].flatMap((method) => ['', '/box', '/box/{name}', '/{stack_id}/{server_id}'].map((path) => ({ method, path: `/objects/v1/AUTH_{project}${path}` }))),
    ...['/', '/identity', '/identity/v3', '/orchestration', '/orchestration/v1', '/queues', '/objects', '/cfn', '/cfn/v1/signal/{stack_name}', '/cfn/v1/waitcondition/{stack_name}'].map((path) => ({ method: 'GET', path })),
  ];
  const headers = fc.record({
    'x-auth-token': fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...known.tokens) }, { weight: 1, arbitrary: fc.constantFrom('nobody', '') }), 'x-subject-token': fc.constantFrom(...known.tokens, 'x'), 'content-type': fc.constantFrom('application/json', 'application/json', 'text/plain', 'application/x-www-form-urlencoded'),
    'client-id': fc.constantFrom('a', 'b'),
  }, { requiredKeys: ['x-auth-token', 'content-type'] });
  const routed = fc.constantFrom(...paths).chain(({ method, path }) => fc.record({
    method: fc.oneof({ weight: 9, arbitrary: fc.constant(method) }, { weight: 1, arbitrary: fc.constantFrom(...METHODS) }),
    path: fc.tuple(filled(known, path), query).map((parts) => parts.join('')), headers: headers.map((given): Record<string, string> => ({ ...given })), body: bodyFor(known),
  }));
  const cfn = fc.tuple(
    fc.constantFrom(...Object.keys(CFN_ACTIONS), 'Unknown'),
    fc.dictionary(fc.constantFrom('StackName', 'TemplateBody', 'TemplateUrl', 'LogicalResourceId', 'PhysicalResourceId', 'Parameters.member.1.ParameterKey', 'Parameters.member.1.ParameterValue', 'OnFailure', 'TimeoutInMinutes', 'ContentType'), fc.oneof(text, fc.constantFrom(known.stackName, known.resourceName, ...TEMPLATES, 'JSON'))),
    fc.constantFrom(...known.keys), fc.boolean(),
  ).map(([action, parameters, { access, secret }, right]): Sent => {
    const all = Object.entries({ ...parameters, Action: action, AWSAccessKeyId: access, SignatureVersion: '2', SignatureMethod: 'HmacSHA256', Timestamp: new Date().toISOString() }).map(([name, value]): [string, string] => [name, wellFormed(value)]);
    const signature = signatureV2(right ? secret : 'wrong', 'GET', host, '/cfn/v1/', all);
    return { method: 'GET', path: `/cfn/v1/?${canonicalQuery([...all, ['Signature', signature]])}`, headers: {}, body: undefined };
  });
  const object = fc.tuple(fc.constantFrom('GET', 'PUT', 'HEAD', 'DELETE'), fc.constantFrom('box', known.stackId), fc.oneof(text, fc.constant(known.resourceId)), bodyFor(known)).map(([method, container, name, body]): Sent => {
    const address = { projectId: known.projectId, container, name: wellFormed(name) };
    return { method, path: tempUrl(known.sign, `/objects`, method, address, 4_000_000_000).replace(objectPath(address), objectPath(address).replaceAll('..', '%2E%2E')), headers: {}, body: body };
  });
  return fc.oneof({ weight: 8, arbitrary: routed }, { weight: 2, arbitrary: cfn }, { weight: 1, arbitrary: object });
}
