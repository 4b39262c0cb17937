/** What a deployment signal means. Pure. */
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { asText } from './json';
import type { OutputDeclaration } from './types';

export const STANDARD_OUTPUTS = ['deploy_stdout', 'deploy_stderr', 'deploy_status_code'] as const;

export interface Verdict {
  status: 'COMPLETE' | 'FAILED';
  statusReason: string;
  outputs: JsonMap;
  /** Of the SIGNAL event, after "Signal: ". */
  eventReason: string;
}

/**
 * Outputs are merged over `earlier` ones; the three of every deployment are always overwritten, and names that nobody declared are dropped.
 * It fails when the status code is neither absent nor 0, or when an error output is there at all. An empty signal is a success.
 */
export function judge(deploymentId: string, declared: readonly OutputDeclaration[], earlier: JsonMap, payload: Json): Verdict {
  const signal = isMap(payload) ? payload : {};
  // A name may be `__proto__`: it must be a key like any other.
  const outputs = new Map<string, Json>(Object.entries(earlier));
  const failures: { name: string; reason: string }[] = [];

  const code = signal['deploy_status_code'] ?? null;
  if (isFailureCode(code)) {
    failures.push({ name: 'deploy_status_code', reason: `Deployment exited with non-zero status code: ${asText(code)}` });
  }
  for (const output of declared) {
    if (!Object.hasOwn(signal, output.name)) continue;
    const value = signal[output.name] ?? null;
    outputs.set(output.name, value);
    if (output.error_output === true) failures.push({ name: output.name, reason: asText(value) });
  }
  for (const name of STANDARD_OUTPUTS) outputs.set(name, signal[name] ?? null);

  const last = failures.at(-1);
  if (last === undefined) {
    return { status: 'COMPLETE', statusReason: 'Outputs received', outputs: Object.fromEntries(outputs), eventReason: `deployment ${deploymentId} succeeded` };
  }
  return {
    status: 'FAILED',
    statusReason: failures.map(({ name, reason }) => `${name} : ${reason}`).join(', '),
    outputs: Object.fromEntries(outputs),
    eventReason: `deployment ${deploymentId} failed${last.name === 'deploy_status_code' ? ` (${asText(code)})` : ''}`,
  };
}

/** Zero, "0", nothing and false are no failure. */
function isFailureCode(code: Json): boolean {
  return Boolean(code) && asText(code) !== '0';
}
