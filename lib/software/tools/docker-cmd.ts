/**
 * Group `docker-cmd`: a map (or its YAML) of containers, run in the order of their `start_order`. Containers carry labels that name their deployment,
 * and those of an earlier run of it are removed first; DELETE only removes.
 */
import { parse } from 'yaml';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { asList, asMap, asText } from '../json';
import { actionOf, type Hook } from './hook';
import { failing, needsProgram, PROLOGUE, shellQuote } from './shell';

export const dockerCmdHook: Hook = {
  steps(run) {
    const containers = containersOf(run.body);
    if (containers === null) return { environment: {}, script: failing('The config of the group "docker-cmd" is a map: expected {<container name>: {image, command, ...}}.', 1) };
    const owner = `hearth_deployment=${asText(run.config.inputs.find((input) => input.name === 'deploy_stack_id')?.value)}/${run.config.name}`;
    const labels = { ...owned(run.config.inputs), config_id: run.config.id, managed_by: 'hearth' };
    const script = [
      PROLOGUE,
      needsProgram('docker', 'Docker', 'Install it (Debian: apt-get install docker.io).'),
      `old=$(docker ps -aq --filter label=${shellQuote(owner)}) || exit $?\n[ -z "$old" ] || docker rm -f $old >/dev/null || exit $?\ncode=0\n`,
      ...(actionOf(run) === 'DELETE' ? [] : containers.map(([name, spec]) => step(name, spec, [owner, ...Object.entries({ ...labels, container_name: name }).map(([key, value]) => `${key}=${value}`)]))),
      'exit $code\n',
    ];
    return { environment: {}, script: script.join('') };
  },
};

function owned(inputs: readonly { name: string; value: Json }[]): Record<string, string> {
  const wanted = inputs.filter(({ name }) => name === 'deploy_stack_id' || name === 'deploy_resource_name');
  return Object.fromEntries(wanted.map(({ name, value }) => [name, asText(value)]));
}

function containersOf(body: Json): [string, JsonMap][] | null {
  const value: unknown = typeof body === 'string' ? parse(body) : body;
  if (!isMap(value)) return null;
  return Object.entries(value)
    .map(([name, spec]): [string, JsonMap] => [name, asMap(spec)])
    .toSorted(([, left], [, right]) => order(left) - order(right));
}

function order(spec: JsonMap): number {
  return typeof spec['start_order'] === 'number' ? spec['start_order'] : 0;
}

/** The last code that is not among the expected ones is the code of the run. */
function step(name: string, spec: JsonMap, labels: readonly string[]): string {
  const expected = asList(spec['exit_codes'] ?? [0]).map(asText);
  const command = spec['action'] === 'exec' ? ['exec', ...commandOf(spec)] : ['run', '--name', name, ...labels.flatMap((label) => ['--label', label]), ...options(spec), asText(spec['image']), ...commandOf(spec)];
  return `docker ${command.map(shellQuote).join(' ')}\nended=$?\ncase $ended in ${expected.map(shellQuote).join('|')}) ;; *) code=$ended ;; esac\n`;
}

const FLAGS: readonly [string, string][] = [
  ['net', '--net'], ['pid', '--pid'], ['user', '--user'], ['restart', '--restart'], ['volumes', '--volume'], ['volumes_from', '--volumes-from'],
  ['environment', '--env'], ['env_file', '--env-file'],
];

function options(spec: JsonMap): string[] {
  const flags = FLAGS.flatMap(([key, flag]) => textsIn(spec[key]).map((value) => `${flag}=${value}`));
  return [...(spec['detach'] === false ? [] : ['--detach']), ...(spec['privileged'] === true ? ['--privileged'] : []), ...flags];
}

function textsIn(value: Json | undefined): string[] {
  if (isMap(value)) return Object.entries(value).map(([key, item]) => `${key}=${asText(item)}`);
  if (Array.isArray(value)) return value.map(asText);
  return asText(value) === '' ? [] : [asText(value)];
}

function commandOf(spec: JsonMap): string[] {
  const { command } = spec;
  return typeof command === 'string' ? command.split(/\s+/).filter((word) => word !== '') : asList(command).map(asText);
}
