/** Software configs and deployments that clients make themselves, and those that templates made. */
import { z } from 'zod';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { changeDeployment, type ConfigShown, deployConfig, readConfig, readDeployment, removeConfig, removeDeployment, storeConfig } from '@/lib/stacks/configs-and-deployments';
import { type DeploymentRecord, deploymentsFor, listConfigRecords, listDeploymentRecords } from '@/lib/store/deployment-listing';
import { standsFor } from '@/lib/store/stack-users';
import { badRequest, notAuthorised } from '../fault';
import { field, object } from '../fields';
import { count, flag, nothingEmpty, text } from '../query';
import { granted } from '../refusal';
import { time } from '../render/links';
import { NO_BODY, NO_QUERY, Reply, route } from '../route';
import { map } from '../shapes/parts';
import { Config, ConfigItem, ConfigToDeploy, Deployment } from '../shapes/software';

const CONFIGS = { tag: 'Software configs', body: NO_BODY, query: NO_QUERY } as const;
const DEPLOYMENTS = { tag: 'Software deployments', body: NO_BODY, query: NO_QUERY } as const;

// --- configs --------------------------------------------------------------------------------------------------------

const listConfigs = route({
  ...CONFIGS, method: 'GET', path: '/software_configs', summary: 'List software configs', policy: 'software_configs:index', role: 'reader', status: 200, answer: 'software_configs', returns: map({ software_configs: z.array(ConfigItem) }),
  query: nothingEmpty(z.object({ limit: count('limit', 'Most configs on a page.'), marker: text('Id of the last config of the page before.'), global_tenant: flag('global_tenant', false, 'Of every project; for administrators.') })),
  async handler({ ports, caller, query }) {
    const { limit, marker, global_tenant: everywhere } = query;
    if (everywhere && !caller.administrator) throw notAuthorised('software_configs:global_index');
    const configs = await listConfigRecords(ports.pool, everywhere ? undefined : caller.projectId, { ...(limit === undefined ? {} : { limit }), ...(marker === undefined ? {} : { marker }) });
    return {
      software_configs: configs.map(({ id, name, group, createdAt, projectId }) => ({ id, name, group, creation_time: time(createdAt), ...(everywhere ? { project: projectId } : {}) })),
    };
  },
});

const createConfig = route({
  ...CONFIGS, method: 'POST', path: '/software_configs', summary: 'Store a software config', policy: 'software_configs:create', role: 'member', status: 200, answer: 'software_config', returns: map({ software_config: Config }),
  body: object({
    name: field('Name of the config.', { type: 'string' }), group: field('The tool that runs it: script, ansible, ...', { type: 'string', default: 'Heat::Ungrouped' }),
    config: field('The script, or a map.', { anyOf: [{ type: 'string' }, { type: 'object' }] }), inputs: field('Declarations of inputs; in a derived config with their values.', { type: 'array' }),
    outputs: field('Declarations of outputs.', { type: 'array' }), options: field('For the tool.', { type: 'object' }),
  }),
  async handler({ ports, caller, body: given }) {
    return configShown(granted(await storeConfig(ports, caller, {
      name: textOf('name', given.name) ?? '', group: textOf('group', given.group) ?? 'Heat::Ungrouped', config: given.config ?? '',
      inputs: listOf('inputs', given.inputs), outputs: listOf('outputs', given.outputs), options: mapOf('options', given.options) ?? {},
    })));
  },
});

function configShown({ id, name, group, config, inputs, outputs, options, createdAt }: ConfigShown): JsonMap {
  return {
    software_config: {
      id, name, group, config, options, creation_time: time(createdAt),
      inputs: inputs.map((input): JsonMap => ({ ...input })), outputs: outputs.map((output): JsonMap => ({ ...output })),
    },
  };
}

const showConfig = route({
  ...CONFIGS, method: 'GET', path: '/software_configs/{config_id}', summary: 'Show a software config', policy: 'software_configs:show', role: 'reader', status: 200, answer: 'software_config', returns: map({ software_config: Config }),
  handler: async ({ ports, caller, params }) => configShown(granted(await readConfig(ports, caller, params['config_id'] ?? ''))),
});

const deleteConfig = route({
  ...CONFIGS, method: 'DELETE', path: '/software_configs/{config_id}', summary: 'Delete a software config', policy: 'software_configs:delete', role: 'member', status: 204, answer: 'nothing', returns: null,
  async handler({ ports, caller, params }) {
    granted(await removeConfig(ports, caller, params['config_id'] ?? ''));
    return new Reply(204);
  },
});

// --- deployments ----------------------------------------------------------------------------------------------------

function shown(deployment: DeploymentRecord): JsonMap {
  return {
    id: deployment.id, server_id: deployment.serverId, config_id: deployment.configId, action: deployment.action, status: deployment.status, status_reason: deployment.statusReason,
    input_values: deployment.inputValues, output_values: deployment.outputValues, creation_time: time(deployment.createdAt),
    ...(deployment.updatedAt === null ? {} : { updated_time: time(deployment.updatedAt) }),
  };
}

const listDeployments = route({
  ...DEPLOYMENTS, method: 'GET', path: '/software_deployments', summary: 'List software deployments', policy: 'software_deployments:index', role: 'reader', status: 200, answer: 'software_deployments', returns: map({ software_deployments: z.array(Deployment) }),
  query: nothingEmpty(z.object({ server_id: text('Of this server.') })),
  async handler({ ports, caller, query }) {
    return { software_deployments: (await listDeploymentRecords(ports.pool, caller.projectId, query.server_id)).map(shown) };
  },
});

const metadata = route({
  ...DEPLOYMENTS, method: 'GET', path: '/software_deployments/metadata/{server_id}', summary: 'What is to be deployed on a server', policy: 'software_deployments:metadata', role: 'reader', stackUsers: true, status: 200,
  answer: 'metadata: the configs, with the values of their inputs', returns: map({ metadata: z.array(ConfigToDeploy) }),
  async handler({ ports, caller, params }) {
    const serverId = params['server_id'] ?? '';
    const { stackUser } = caller;
    // The configs carry secrets, so the agent of one server sees those of that server only.
    if (stackUser !== null && !(await standsFor(ports.pool, stackUser.stackId, stackUser.resourceNames, serverId))) throw notAuthorised('software_deployments:metadata');
    return { metadata: await deploymentsFor(ports.pool, stackUser === null ? null : ports.vault, caller.projectId, serverId) };
  },
});

const deploymentBody = object({
  config_id: field('The config to be deployed.', { type: 'string' }), server_id: field('The server it is for.', { type: 'string' }), stack_user_project_id: field('Not used.', { type: 'string' }),
  action: field('CREATE, UPDATE, DELETE, SUSPEND or RESUME.', { type: 'string' }), status: field('IN_PROGRESS, COMPLETE or FAILED.', { type: 'string' }), status_reason: field('Why it is so.', { type: 'string' }),
  input_values: field('Values of the inputs.', { type: 'object' }), output_values: field('What came out.', { type: 'object' }),
});

const createDeployment = route({
  ...DEPLOYMENTS, method: 'POST', path: '/software_deployments', summary: 'Deploy a config on a server', policy: 'software_deployments:create', role: 'member', status: 200, answer: 'software_deployment', returns: map({ software_deployment: Deployment }), body: deploymentBody,
  async handler({ ports, caller, body: given }) {
    const configId = required('config_id', textOf('config_id', given.config_id));
    const serverId = required('server_id', textOf('server_id', given.server_id));
    const deployment = granted(await deployConfig(ports, caller, {
      serverId, configId, action: textOf('action', given.action) ?? 'CREATE', status: statusOf(given.status) ?? 'COMPLETE', statusReason: textOf('status_reason', given.status_reason) ?? '',
      inputValues: mapOf('input_values', given.input_values) ?? {},
    }));
    return { software_deployment: shown(deployment) };
  },
});

const showDeployment = route({
  ...DEPLOYMENTS, method: 'GET', path: '/software_deployments/{deployment_id}', summary: 'Show a software deployment', policy: 'software_deployments:show', role: 'reader', status: 200, answer: 'software_deployment', returns: map({ software_deployment: Deployment }),
  handler: async ({ ports, caller, params }) => ({ software_deployment: shown(granted(await readDeployment(ports, caller, params['deployment_id'] ?? ''))) }),
});

const updateDeployment = route({
  ...DEPLOYMENTS, method: 'PUT', path: '/software_deployments/{deployment_id}', summary: 'Change a software deployment', policy: 'software_deployments:update', role: 'member', status: 200, answer: 'software_deployment', returns: map({ software_deployment: Deployment }), body: deploymentBody,
  async handler({ ports, caller, params, body: given }) {
    const change = {
      configId: textOf('config_id', given.config_id), action: textOf('action', given.action), status: statusOf(given.status), statusReason: textOf('status_reason', given.status_reason),
      inputValues: mapOf('input_values', given.input_values), outputValues: mapOf('output_values', given.output_values),
    };
    return { software_deployment: shown(granted(await changeDeployment(ports, caller, params['deployment_id'] ?? '', change))) };
  },
});

const deleteDeployment = route({
  ...DEPLOYMENTS, method: 'DELETE', path: '/software_deployments/{deployment_id}', summary: 'Delete a software deployment', policy: 'software_deployments:delete', role: 'member', status: 204, answer: 'nothing', returns: null,
  async handler({ ports, caller, params }) {
    granted(await removeDeployment(ports, caller, params['deployment_id'] ?? ''));
    return new Reply(204);
  },
});

// --- fields ---------------------------------------------------------------------------------------------------------

/** Null counts as not given. */
function textOf(name: string, value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') throw badRequest(`Invalid value for "${name}": a text is expected.`);
  return String(value);
}

function mapOf(name: string, value: Json | undefined): JsonMap | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isMap(value)) throw badRequest(`Invalid value for "${name}": a map is expected.`);
  return value;
}

function listOf(name: string, value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw badRequest(`Invalid value for "${name}": a list is expected.`);
  return value;
}

function statusOf(value: Json | undefined): string | undefined {
  const status = textOf('status', value);
  if (status !== undefined && !['IN_PROGRESS', 'COMPLETE', 'FAILED'].includes(status)) throw badRequest(`Invalid value for "status": IN_PROGRESS, COMPLETE or FAILED is expected, found ${status}.`);
  return status;
}

function required(name: string, value: string | undefined): string {
  if (value === undefined || value === '') throw badRequest(`The field "${name}" is required.`);
  return value;
}

export const softwareRoutes = [listConfigs, createConfig, showConfig, deleteConfig, listDeployments, metadata, createDeployment, showDeployment, updateDeployment, deleteDeployment];
