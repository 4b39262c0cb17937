/**
 * OS::Heat::SoftwareDeployment and OS::Heat::StructuredDeployment: give a server one run of a configuration and wait for its signal.
 *
 * The private memory says which run is waited for and how it was judged, so that a signal is judged once, together with the journal's note
 * that it was handled.
 */
import { cancelledBy } from '@/lib/engine/marks';
import type { ActionContext, Outcome, ResourceType, SignalOutcome } from '@/lib/engine/resource-type';
import { maskMap, maskText } from '@/lib/engine/secrets';
import { sameJson } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { componentParts } from '@/lib/software/component';
import { derive, fillStructure, InputMissing, outputDeclarations } from '@/lib/software/derive';
import { uuidFrom } from '@/lib/providers/uuid';
import { judge, STANDARD_OUTPUTS, type Verdict } from '@/lib/software/judge';
import { openSignal } from '@/lib/software/signal-address';
import { signalDirections } from '@/lib/software/signal-transport';
import type { DeploymentAction, DerivedConfig, SignalTransport, StoredConfig, WithSecrets } from '@/lib/software/types';
import type { ResourcePorts } from '../ports';
import { runnable } from '../schema';
import { asList, asMap, textOf, textsOf } from '../values';

type DeploymentPorts = Pick<ResourcePorts, 'configs' | 'deployments' | 'servers' | 'addresses'>;

/** What a deployment remembers between calls. */
interface Memory {
  deploymentId: string;
  /** The derived config of the run under way or last done; null when nothing has run yet. */
  configId: string | null;
  outputs: Json[];
  /** Values of the inputs whose change needs a new resource. */
  replacing: JsonMap;
  /** What is waited for, for people. */
  what: string;
  /** Null while the signal is awaited. */
  result: { status: string; reason: string } | null;
}

export function softwareDeployment(ports: DeploymentPorts): ResourceType {
  return deploymentType('OS::Heat::SoftwareDeployment', ports, (config) => config);
}

export function structuredDeployment(ports: DeploymentPorts): ResourceType {
  return deploymentType('OS::Heat::StructuredDeployment', ports, (config, properties) => {
    const mode = properties['input_values_validate'] === 'STRICT' ? 'STRICT' : 'LAX';
    return { ...config, config: fillStructure(config.config, config.inputs, textOf(properties['input_key']) ?? 'get_input', mode) };
  });
}

function deploymentType(name: string, ports: DeploymentPorts, finish: (config: DerivedConfig, properties: JsonMap) => DerivedConfig): ResourceType {
  const { deployments } = ports;
  const act = (ctx: ActionContext, action: DeploymentAction, properties: JsonMap) => begin(ctx, action, properties, ports, finish);
  return {
    schema: runnable(name, 'builtin'),
    effects: 'external',
    create: (ctx, properties) => act(ctx, 'CREATE', properties),
    async update(ctx, { after }) {
      // A change of these inputs is a new resource, whatever the config is now.
      const before = memoryOf(ctx).replacing;
      const next = replacingInputs(await sourceOf(ctx, after, ports), asMap(after['input_values']));
      if (Object.entries(next).some(([input, value]) => input in before && !sameJson(before[input], value))) return { kind: 'replace' };
      return act(ctx, 'UPDATE', after);
    },
    suspend: (ctx) => act(ctx, 'SUSPEND', ctx.resource.properties),
    resume: (ctx) => act(ctx, 'RESUME', ctx.resource.properties),
    async delete(ctx) {
      const server = await ports.servers.find(serverIdOf(ctx.resource.properties));
      const memory = memoryOf(ctx);
      if (server !== null && server.deletedAt === null) {
        const outcome = await act(ctx, 'DELETE', ctx.resource.properties);
        if (outcome.kind !== 'complete') return outcome;
      }
      await deployments.remove(memory.deploymentId);
      return { kind: 'complete' };
    },
    async poll(ctx, action) {
      const memory = memoryOf(ctx);
      if (memory.result === null) return { kind: 'waiting', for: { signal: true, what: memory.what } };
      if (memory.result.status === 'FAILED') {
        return { kind: 'failed', errorType: 'Error', reason: `Deployment to server failed: ${memory.result.reason}` };
      }
      if (action === 'DELETE') await deployments.remove(memory.deploymentId);
      return { kind: 'complete' };
    },
    async cancel(ctx) {
      await deployments.cancel(memoryOf(ctx).deploymentId, 'Deployment cancelled.');
    },
    async signal(ctx, payload): Promise<SignalOutcome> {
      const memory = memoryOf(ctx);
      const { run, body } = openSignal(payload);
      if (memory.configId === null || (run !== null && run !== memory.configId)) return { reason: null };
      // Its run is over: that somebody signalled is all there is to tell.
      if (memory.result !== null) return { reason: null, sent: body };
      const by = cancelledBy(body);
      const verdict = by === null ? judge(memory.deploymentId, outputDeclarations(memory.outputs), ctx.resource.attributes, body) : givenUp(memory.deploymentId, ctx.resource.attributes, by);
      await deployments.close(
        memory.deploymentId, memory.configId, verdict.status, maskText(verdict.statusReason, ctx.secrets), maskMap(verdict.outputs, ctx.secrets),
      );
      return {
        data: { ...ctx.resource.data, result: { status: verdict.status, reason: verdict.statusReason } },
        attributes: verdict.outputs,
        reason: verdict.eventReason,
      };
    },
  };
}

/** Its run is over for everybody but the agent, which ends the script when it hears of it. */
function givenUp(deploymentId: string, outputs: JsonMap, by: string): Verdict {
  return { status: 'FAILED', statusReason: `Cancelled by ${by}`, outputs, eventReason: `deployment ${deploymentId} cancelled by ${by}` };
}

async function begin(
  ctx: ActionContext, action: DeploymentAction, properties: JsonMap, ports: DeploymentPorts,
  finish: (config: DerivedConfig, properties: JsonMap) => DerivedConfig,
): Promise<Outcome> {
  const memory = memoryOf(ctx);
  const physicalResourceId = memory.deploymentId;
  const source = await sourceOf(ctx, properties, ports);
  if (source === undefined) {
    // A deployment whose config is gone must still be deletable.
    if (action === 'DELETE') return { kind: 'complete' };
    return { kind: 'failed', errorType: 'NotFound', reason: `Property config: there is no software config ${textOf(properties['config'])}.` };
  }
  if (!actionsOf(properties, source).includes(action)) return { kind: 'complete', physicalResourceId };
  const server = await ports.servers.find(serverIdOf(properties));
  // Any text may be the id of a server, for agents that ask by it; but not that of somebody else's.
  if (server !== null && server.projectId !== ctx.stack.projectId) {
    if (action === 'DELETE') return { kind: 'complete' };
    return { kind: 'failed', errorType: 'NotFound', reason: `Property server: there is no server ${server.id} in this project.` };
  }

  if (server === null && ctx.findByReferenceId(properties['server'] ?? null)?.type === 'Hearth::Docker::Container') {
    if (action === 'DELETE') return { kind: 'complete' };
    return { kind: 'failed', errorType: 'ValueError', reason: 'Property server: this container has no agent, so nothing can be deployed to it. Set its property agent to true.' };
  }

  const { derived, secrets } = deriveFor(ctx, action, properties, source, ports);
  try {
    const config = finish(derived, properties);
    const silent = transportOf(properties) === 'NO_SIGNAL';
    await ports.deployments.begin(
      {
        id: memory.deploymentId,
        projectId: ctx.stack.projectId,
        stackId: ctx.stack.id,
        rootId: ctx.stack.rootId,
        resourceId: ctx.resource.id,
        resourceName: ctx.resource.name,
        serverId: serverIdOf(properties),
        action,
        status: silent ? 'COMPLETE' : 'IN_PROGRESS',
        statusReason: silent ? 'Not waiting for outputs signal' : 'Deploy data available',
        inputValues: asMap(properties['input_values']),
      },
      { ...config, secrets: [...new Set([...ctx.secrets, ...(source?.secrets ?? []), ...secrets])] },
    );
    const what = `the agent on ${await serverNameOf(ports, properties)} to run ${config.name}`;
    const data: JsonMap = {
      configId: config.id,
      outputs: config.outputs.map((output) => ({ ...output })),
      replacing: replacingInputs(source, asMap(properties['input_values'])),
      what,
      result: null,
    };
    const attributes = { ...Object.fromEntries(STANDARD_OUTPUTS.map((output) => [output, null])), ...ctx.resource.attributes };
    if (silent) return { kind: 'complete', physicalResourceId, data, attributes };
    return { kind: 'waiting', for: { signal: true, what }, physicalResourceId, data, attributes };
  } catch (error) {
    if (error instanceof InputMissing) return { kind: 'failed', errorType: error.name, reason: error.message };
    throw error;
  }
}

function deriveFor(
  ctx: ActionContext, action: DeploymentAction, properties: JsonMap, source: StoredConfig | null, ports: DeploymentPorts,
): { derived: DerivedConfig; secrets: readonly string[] } {
  const id = uuidFrom('derived', ctx.idempotencyKey, action);
  const transport = transportOf(properties);
  const directions = signalDirections(transport, ports.addresses, ctx, id);
  const derived = derive(id, {
    config: source,
    inputValues: asMap(properties['input_values']),
    action,
    serverId: serverIdOf(properties),
    stack: ctx.stack,
    resourceName: ctx.resource.name,
    physicalName: ctx.physicalName,
    name: textOf(properties['name']),
    transport,
    directions,
  });
  return { derived, secrets: directions.secrets };
}

/** Null: the deployment has no config. Undefined: the one it names does not exist. */
async function sourceOf(ctx: ActionContext, properties: JsonMap, ports: DeploymentPorts): Promise<(StoredConfig & WithSecrets) | null | undefined> {
  const id = textOf(properties['config']);
  if (id === null) return null;
  return (await ports.configs.find(ctx.stack.projectId, id)) ?? undefined;
}

function replacingInputs(source: StoredConfig | null | undefined, values: JsonMap): JsonMap {
  const flagged = (source?.inputs ?? []).filter((input) => input.replace_on_change === true);
  return Object.fromEntries(flagged.map((input) => [input.name, values[input.name] ?? input.default ?? null]));
}

async function serverNameOf(ports: DeploymentPorts, properties: JsonMap): Promise<string> {
  const id = serverIdOf(properties);
  return (await ports.servers.find(id))?.name ?? id;
}

function memoryOf(ctx: ActionContext): Memory {
  const { data } = ctx.resource;
  const result = asMap(data['result']);
  return {
    deploymentId: uuidFrom('deployment', ctx.resource.id),
    configId: textOf(data['configId']),
    outputs: asList(data['outputs']),
    replacing: asMap(data['replacing']),
    what: textOf(data['what']) ?? 'the agent',
    result: typeof result['status'] === 'string' ? { status: result['status'], reason: textOf(result['reason']) ?? '' } : null,
  };
}

function serverIdOf(properties: JsonMap): string {
  return textOf(properties['server']) ?? '';
}

function transportOf(properties: JsonMap): SignalTransport {
  const transport = properties['signal_transport'];
  return transport === 'TEMP_URL_SIGNAL' || transport === 'HEAT_SIGNAL' || transport === 'ZAQAR_SIGNAL' || transport === 'NO_SIGNAL' ? transport : 'CFN_SIGNAL';
}

/** A component says itself which actions it has something for. */
function actionsOf(properties: JsonMap, source: StoredConfig | null): string[] {
  if (source?.group === 'component') return componentParts(source.config).flatMap((part) => part.actions);
  return properties['actions'] === undefined || properties['actions'] === null ? ['CREATE', 'UPDATE'] : textsOf(properties['actions']);
}
