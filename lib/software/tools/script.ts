/** Group `script`: the configuration is a program text for whatever interpreter its first line names. Inputs are environment variables. */
import { asText } from '../json';
import { type Hook, inputMap } from './hook';
import { needsProgram, refuse, shellQuote } from './shell';

export const scriptHook: Hook = {
  steps: ({ config, body }) => ({ environment: inputMap(config.inputs), script: asText(body) }),
};

/** Shell lines that end the run with a sentence where the interpreter of the first line is missing; none for texts without one. */
export function needsInterpreter(script: string): string {
  const [, program = '', rest = ''] = /^#!\s*(\S+)[ \t]*([^\n]*)/.exec(script) ?? [];
  if (program === '') return '';
  if (/^[^\n]*\r/.test(script)) return refuse("The script's first line ends in a carriage return, so its interpreter cannot be found. Save the script with Unix line ends.", 126);
  const remedy = "Install it, or name another one in the script's first line.";
  // `env -S perl -w`, `env VAR=x perl`: the first word that is neither an option nor an assignment.
  const named = program.endsWith('/env') ? rest.split(/\s+/).find((word) => word !== '' && !word.startsWith('-') && !word.includes('=')) : undefined;
  if (named !== undefined) return needsProgram(named, "The script's interpreter", remedy);
  const message = `The script's interpreter ${program} is not installed on this host. ${remedy}`;
  return `[ -x ${shellQuote(program)} ] || {\n${refuse(message, 127)}}\n`;
}
