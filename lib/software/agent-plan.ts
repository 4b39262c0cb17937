/** The ready-made steps that an agent gets. An agent understands no JSON: everything it needs is a line of a plan or a file. Pure. */
import type { Json, JsonMap } from '@/lib/hot/types';
import { componentParts } from './component';
import { asText } from './json';
import { actionOf, type HookRun, type Steps, type ToolResult } from './tools/hook';
import { needsInterpreter } from './tools/script';
import { failing, shellQuote } from './tools/shell';
import { HOOKS } from './tools/table';
import type { DerivedConfig } from './types';

/** Everything the agent gets of one run. */
export interface AgentFiles {
  plan: string;
  launch: string;
  script: string;
}

/** Linux takes no more in one variable, and its name and its end count. */
const VARIABLE_LIMIT = 128 * 1024 - 1;
/** Of all variables together: a fourth of the usual stack, less what the host has itself. */
const ENVIRONMENT_LIMIT = 1_800_000;

export function agentFiles(deploymentId: string, config: DerivedConfig): AgentFiles {
  const steps = stepsOf(config);
  const variables = variablesOf(steps.environment);
  const tooLong = variables.find((variable) => Buffer.byteLength(variable) > VARIABLE_LIMIT);
  const total = variables.reduce((sum, variable) => sum + Buffer.byteLength(variable), 0);
  const refused =
    tooLong !== undefined
      ? `The input "${tooLong.slice(0, tooLong.indexOf('='))}" has ${Buffer.byteLength(tooLong)} bytes; an environment variable holds at most ${VARIABLE_LIMIT}. Put it into the config's text, or let the script fetch it.`
      : total > ENVIRONMENT_LIMIT
        ? `The inputs have ${total} bytes together; an environment holds at most ${ENVIRONMENT_LIMIT}. Put them into the config's text, or let the script fetch them.`
        : null;
  const script = refused === null ? steps.script : failing(refused, 126);
  return {
    plan: planText(deploymentId, config, steps),
    launch: launcherText(refused === null ? variables : [], script),
    script,
  };
}

/**
 * The plan: one `word value` a line. `output` lines name the files to send back, in the order in which they are numbered; names that no file can
 * have, or that no line can hold, are left out.
 */
function planText(deploymentId: string, config: DerivedConfig, steps: Steps): string {
  const lines = ['plan 1', `config ${config.id}`, `deployment ${deploymentId}`, ...filesBack(config, steps).map((name) => `output ${name}`)];
  return `${lines.join('\n')}\n`;
}

/** Names of the files that the agent sends back, in the order the plan has them. */
function filesBack(config: DerivedConfig, steps: Steps): string[] {
  const declared = config.outputs.map((output) => output.name).filter((name) => name !== '' && !/[/\n\0]/.test(name));
  return [...new Set([...declared, ...(steps.results ?? [])])];
}

/** What an ended run means, from its exit code and the files it left; `file` reads the one of that number. */
export async function resultOf(config: DerivedConfig, code: number, file: (index: number) => Promise<string | null>): Promise<ToolResult> {
  const steps = stepsOf(config);
  const results = new Map<string, string>();
  for (const [index, name] of filesBack(config, steps).entries()) {
    const value = await file(index);
    if (value !== null) results.set(name, value);
  }
  const run = partToRun(config);
  const read = HOOKS.get(run.group)?.read?.(run, code, results) ?? { code, outputs: {} };
  const internal = new Set(steps.results ?? []);
  const written: JsonMap = Object.fromEntries([...results].filter(([name]) => !internal.has(name)));
  return { code: read.code, outputs: { ...written, ...read.outputs } };
}

/** A group that nothing here runs ends in a failure that says so, instead of a wait for nothing. */
function stepsOf(config: DerivedConfig): Steps {
  const run = partToRun(config);
  const hook = HOOKS.get(run.group);
  if (hook !== undefined) {
    try {
      return hook.steps(run);
    } catch (error) {
      return { environment: {}, script: failing(`The config "${config.name}" of the group "${run.group}" cannot be read: ${error instanceof Error ? error.message : String(error)}`, 1) };
    }
  }
  const known = [...HOOKS.keys()].join(', ');
  return { environment: {}, script: failing(`There is no hook for the group "${run.group}" of the config "${config.name}". Groups that run: ${known}.`, 127) };
}

/** Of a component, the entry for the action of the deployment; otherwise the config itself. */
function partToRun(config: DerivedConfig): HookRun {
  const whole: HookRun = { config, group: config.group, body: config.config };
  if (config.group !== 'component') return whole;
  const part = componentParts(config.config).find(({ actions }) => actions.includes(actionOf(whole)));
  return part === undefined ? { ...whole, body: '' } : { config, group: part.tool, body: part.text };
}

/** What the agent runs: it sets the environment and becomes the script. */
function launcherText(variables: readonly string[], script: string): string {
  const words = variables.map((variable) => `  ${shellQuote(variable)} \\\n`).join('');
  return `#!/bin/sh\n${needsInterpreter(script)}exec env -- \\\n${words}  "heat_outputs_path=$HEARTH_RUN/output" \\\n  "$HEARTH_RUN/script"\n`;
}

/** As Heat's hook gives them: texts as they are, everything else as JSON. No environment variable can hold a NUL. */
function variablesOf(environment: JsonMap): string[] {
  const value = (given: Json): string => asText(given).replaceAll('\0', '');
  return Object.entries(environment).filter(([name]) => name !== '' && !/[=\0]/.test(name)).map(([name, given]) => `${name}=${value(given)}`);
}
