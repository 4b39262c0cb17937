/** What a tool needs to run a configuration: the contract of the files beside this one. Pure; the agent on the host only carries it out. */
import type { Json, JsonMap } from '@/lib/hot/types';
import { asText } from '../json';
import type { DerivedConfig, DerivedInput } from '../types';

/** One run, as a hook sees it: of a component, the part for the action under way. */
export interface HookRun {
  config: DerivedConfig;
  group: string;
  /** The configuration itself: text, or a map of a structured config. */
  body: Json;
}

export interface Steps {
  /** Variables for the script, by name; `heat_outputs_path` is always there. */
  environment: JsonMap;
  /** Executed as it is, with `#!`. `$HEARTH_RUN` is the directory of the run; it goes away with the run. */
  script: string;
  /** Files `$HEARTH_RUN/output.<name>` that the hook itself wants back, beside the declared outputs. */
  results?: readonly string[];
}

export interface ToolResult {
  code: number;
  outputs: JsonMap;
}

export interface Hook {
  steps(run: HookRun): Steps;
  /** What the tool's exit code and results mean. Default: the code as it is, the outputs that were written to files. */
  read?(run: HookRun, code: number, results: ReadonlyMap<string, string>): ToolResult;
}

/** Inputs of the engine itself begin so; tools that keep their own name space do not get them. */
export const ENGINE_INPUT = 'deploy_';

export function inputMap(inputs: readonly DerivedInput[], wanted: (name: string) => boolean = () => true): JsonMap {
  return Object.fromEntries(inputs.filter(({ name }) => wanted(name)).map(({ name, value }) => [name, value]));
}

export function actionOf({ config }: HookRun): string {
  return asText(config.inputs.find((input) => input.name === 'deploy_action')?.value);
}

/** A configuration that must be a text or may be a map, as text: maps as JSON, which YAML readers read too. */
export function documentOf(body: Json): string {
  return typeof body === 'string' ? body : JSON.stringify(body, null, 2);
}
