/** The ready-made steps that an agent gets. An agent understands no JSON: everything it needs is a line of a plan or a file. Pure. */
import type { Json } from '@/lib/hot/types';
import { componentParts } from './component';
import { asText } from './json';
import type { DerivedConfig } from './types';

/** What the launcher finds in its environment: the agent exports them. */
const SCRIPT = '"$HEARTH_RUN/script"';

/**
 * The plan: one `word value` a line. `output` lines name the files to send back, in the order in which they are numbered; names that no file can
 * have, or that no line can hold, are left out.
 */
export function planText(deploymentId: string, config: DerivedConfig): string {
  const lines = ['plan 1', `config ${config.id}`, `deployment ${deploymentId}`, ...fileOutputs(config).map((name) => `output ${name}`)];
  return `${lines.join('\n')}\n`;
}

/** Names of the outputs that a script may write, in the order the plan has them. */
export function fileOutputs(config: DerivedConfig): string[] {
  return config.outputs.map((output) => output.name).filter((name) => name !== '' && !/[/\n\0]/.test(name));
}

/** What the agent runs: it sets the environment and becomes the script. */
export function launcherText(config: DerivedConfig): string {
  const variables = config.inputs
    .filter((input) => input.name !== '' && !/[=\0]/.test(input.name))
    .map((input) => shellQuote(`${input.name}=${environmentValue(input.value)}`));
  return `#!/bin/sh\nexec env \\\n${variables.map((word) => `  ${word} \\\n`).join('')}  "heat_outputs_path=$HEARTH_RUN/output" \\\n  ${SCRIPT}\n`;
}

/** The script itself. A group that this agent has no hook for ends in a failure that says so, instead of a wait for nothing. */
export function scriptText(config: DerivedConfig): string {
  const { group, text } = partToRun(config);
  if (group === 'script') return text;
  const message = `This server has no hook for the group "${group}" of the config "${config.name}"; it runs the group "script".`;
  return `#!/bin/sh\nprintf '%s\\n' ${shellQuote(message)} >&2\nexit 127\n`;
}

/** Of a component, the entry for the action of the deployment; otherwise the config itself. */
function partToRun(config: DerivedConfig): { group: string; text: string } {
  if (config.group !== 'component') return { group: config.group, text: asText(config.config) };
  const action = asText(config.inputs.find((input) => input.name === 'deploy_action')?.value);
  const part = componentParts(config.config).find(({ actions }) => actions.includes(action));
  return part === undefined ? { group: 'component', text: '' } : { group: part.tool, text: part.text };
}

/** As Heat's hook gives them: texts as they are, everything else as JSON. No environment variable can hold a NUL. */
function environmentValue(value: Json): string {
  return asText(value).replaceAll('\0', '');
}

/** One word for a POSIX shell, whatever it contains. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
