/** A derived config: what one run of one deployment gives to the agent. Pure. */
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { asList, asMap } from './json';
import type { SignalDirections } from './signal-transport';
import type { DeploymentAction, DerivedConfig, DerivedInput, InputDeclaration, OutputDeclaration, SignalTransport, StoredConfig } from './types';

export interface DerivationSource {
  /** Null: a deployment without a config, which only hands values to the server. */
  config: StoredConfig | null;
  inputValues: JsonMap;
  action: DeploymentAction;
  serverId: string;
  stack: { id: string; name: string };
  resourceName: string;
  physicalName: string;
  /** The deployment's own `name`, if it has one. */
  name: string | null;
  transport: SignalTransport;
  directions: Pick<SignalDirections, 'inputs'>;
}

/** `id` must be new for every run: agents run each id once. */
export function derive(id: string, source: DerivationSource): DerivedConfig {
  const { config } = source;
  return {
    id,
    name: source.name ?? config?.name ?? source.physicalName,
    group: config?.group ?? 'Heat::Ungrouped',
    config: config?.config ?? '',
    options: config?.options ?? {},
    outputs: config?.outputs ?? [],
    inputs: [...templateInputs(config?.inputs ?? [], source.inputValues), ...engineInputs(source)],
  };
}

/** Declared inputs with their values, then the given values that nobody declared. */
function templateInputs(declared: readonly InputDeclaration[], values: JsonMap): DerivedInput[] {
  const names = new Set(declared.map((input) => input.name));
  return [
    ...declared.map(({ replace_on_change: _unused, ...input }): DerivedInput => ({
      ...input,
      type: input.type ?? 'String',
      value: Object.hasOwn(values, input.name) ? (values[input.name] ?? null) : (input.default ?? null),
    })),
    ...Object.entries(values)
      .filter(([name]) => !names.has(name))
      .map(([name, value]): DerivedInput => ({ name, type: 'String', value })),
  ];
}

function engineInputs(source: DerivationSource): DerivedInput[] {
  const input = (name: string, description: string, value: string): DerivedInput => ({ name, type: 'String', description, value });
  const always = [
    input('deploy_server_id', 'ID of the server being deployed to', source.serverId),
    input('deploy_action', 'Name of the current action being deployed', source.action),
    input('deploy_stack_id', 'ID of the stack this deployment belongs to', `${source.stack.name}/${source.stack.id}`),
    input('deploy_resource_name', 'Name of this deployment resource in the stack', source.resourceName),
    input('deploy_signal_transport', 'How the server should signal the result of the deployment', source.transport),
  ];
  return [...always, ...source.directions.inputs.map(({ name, description, value }) => input(name, description, value))];
}

/** Declarations as templates write them. */
export function inputDeclarations(value: Json | undefined): InputDeclaration[] {
  return asList(value).flatMap((item) => {
    const { name, description, type, default: preset, replace_on_change: replaces } = asMap(item);
    if (typeof name !== 'string') return [];
    return [{
      name,
      ...(typeof description === 'string' && { description }),
      type: typeof type === 'string' ? type : 'String',
      ...(preset !== undefined && preset !== null && { default: preset }),
      ...(replaces === true && { replace_on_change: true }),
    }];
  });
}

export function outputDeclarations(value: Json | undefined): OutputDeclaration[] {
  return asList(value).flatMap((item) => {
    const { name, description, type, error_output: error } = asMap(item);
    if (typeof name !== 'string') return [];
    return [{
      name,
      description: typeof description === 'string' ? description : null,
      type: typeof type === 'string' ? type : 'String',
      error_output: error === true,
    }];
  });
}

/** A name inside a structured config that no input has; raised in STRICT mode only. */
export class InputMissing extends Error {
  override readonly name = 'UserParameterMissing';
  constructor(input: string) {
    super(`The Parameter (${input}) was not provided.`);
  }
}

/** Replaces every one-key map `{<inputKey>: <name>}` by the value of that input. LAX: a missing one becomes null. */
export function fillStructure(config: Json, inputs: readonly DerivedInput[], inputKey: string, mode: 'LAX' | 'STRICT'): Json {
  const values = new Map(inputs.map((input) => [input.name, input.value]));
  const fill = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(fill);
    if (!isMap(value)) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (entries.length === 1 && only !== undefined && only[0] === inputKey && typeof only[1] === 'string') {
      if (!values.has(only[1]) && mode === 'STRICT') throw new InputMissing(only[1]);
      return values.get(only[1]) ?? null;
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, fill(item)]));
  };
  return fill(config);
}
