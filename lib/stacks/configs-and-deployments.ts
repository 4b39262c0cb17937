/** Software configs and deployments that somebody makes by themselves: they belong to a project, not to a stack. */
import { randomUUID } from 'node:crypto';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { inputDeclarations, outputDeclarations } from '@/lib/software/derive';
import { configStore } from '@/lib/store/configs';
import {
  changeDeployment as writeChange, countOf, type DeploymentChange, deploymentRecord, type DeploymentRecord, insertDeployment, type NewDeployment, removeUnusedConfig, shownConfig,
} from '@/lib/store/deployment-listing';
import { deploymentStore } from '@/lib/store/deployments';
import type { ActionResult } from '@/lib/wire/types';
import { type Caller, done, refuse, type StackPorts } from './ports';

export type ConfigShown = NonNullable<Awaited<ReturnType<typeof shownConfig>>>;

export interface NewConfig {
  name: string;
  group: string;
  config: Json;
  /** A derived config comes with the values of its inputs; they are part of what the agent reads. */
  inputs: Json[];
  outputs: Json[];
  options: JsonMap;
}

/** Heat's `max_software_configs_per_tenant` and `max_software_deployments_per_tenant`. */
const MOST = 4096;

/** Refusals: those of `readConfig`, too_many. */
export async function storeConfig(ports: StackPorts, caller: Caller, { inputs, outputs, ...config }: NewConfig): Promise<ActionResult<ConfigShown>> {
  const full = await beyondLimit(ports, caller, 'software_config', 'software configs');
  if (full !== null) return full;
  const id = randomUUID();
  await configStore(ports.pool, ports.vault).save(caller.projectId, { id, ...config, inputs: withValues(inputs), outputs: outputDeclarations(outputs), secrets: [] });
  return readConfig(ports, caller, id);
}

function withValues(given: Json[]): ReturnType<typeof inputDeclarations> {
  const values = new Map(given.flatMap((item) => (isMap(item) && item['value'] !== undefined ? [[String(item['name']), item['value']]] : [])));
  return inputDeclarations(given).map((input) => (values.has(input.name) ? { ...input, value: values.get(input.name) ?? null } : input));
}

/** Secrets masked. */
export async function readConfig({ pool }: StackPorts, { projectId }: Caller, id: string): Promise<ActionResult<ConfigShown>> {
  const config = await shownConfig(pool, projectId, id);
  return config === null ? missing('Software config', id) : done(config);
}

/** A config that a deployment uses stays. */
export async function removeConfig(ports: StackPorts, caller: Caller, id: string): Promise<ActionResult<null>> {
  const found = await readConfig(ports, caller, id);
  if (!found.ok) return found;
  if (await removeUnusedConfig(ports.pool, caller.projectId, id)) return done(null);
  return refusal('HTTPConflict', `The Software config (${id}) is used by a deployment. Delete the deployment first.`);
}

/** A deployment that is in progress is for the agent of its server to run. */
export async function deployConfig(ports: StackPorts, caller: Caller, deployment: Omit<NewDeployment, 'id'>): Promise<ActionResult<DeploymentRecord>> {
  const config = await readConfig(ports, caller, deployment.configId);
  if (!config.ok) return config;
  const full = await beyondLimit(ports, caller, 'software_deployment', 'software deployments');
  if (full !== null) return full;
  const id = randomUUID();
  await insertDeployment(ports.pool, caller.projectId, { id, ...deployment });
  return readDeployment(ports, caller, id);
}

export async function readDeployment({ pool }: StackPorts, { projectId }: Caller, id: string): Promise<ActionResult<DeploymentRecord>> {
  const deployment = await deploymentRecord(pool, projectId, id);
  return deployment === null ? missing('Deployment', id) : done(deployment);
}

export async function changeDeployment(ports: StackPorts, caller: Caller, id: string, change: DeploymentChange): Promise<ActionResult<DeploymentRecord>> {
  const found = await readDeployment(ports, caller, id);
  if (!found.ok) return found;
  const config = change.configId === undefined ? null : await readConfig(ports, caller, change.configId);
  if (config !== null && !config.ok) return config;
  await writeChange(ports.pool, caller.projectId, id, change);
  return readDeployment(ports, caller, id);
}

export async function removeDeployment(ports: StackPorts, caller: Caller, id: string): Promise<ActionResult<null>> {
  const found = await readDeployment(ports, caller, id);
  if (!found.ok) return found;
  await deploymentStore(ports.pool, ports.vault).remove(found.value.id);
  return done(null);
}

/** Those of stacks count too; administrators may go beyond. */
async function beyondLimit({ pool }: StackPorts, caller: Caller, table: 'software_config' | 'software_deployment', what: string): Promise<ReturnType<typeof refuse> | null> {
  if (caller.role === 'admin' || (await countOf(pool, table, caller.projectId)) < MOST) return null;
  return refuse('too_many', `Request limit exceeded: You have reached the maximum ${what} per tenant, ${MOST}. Please delete some ${what}.`);
}

function missing(entity: string, id: string): ReturnType<typeof refuse> {
  return refusal('EntityNotFound', `The ${entity} (${id}) could not be found.`);
}

function refusal(type: string, message: string): ReturnType<typeof refuse> {
  return refuse(type, message, [{ code: type, severity: 'error', message, path: [], heat: { type, message } }]);
}
