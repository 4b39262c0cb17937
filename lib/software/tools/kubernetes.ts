/**
 * Group `kubernetes`: manifests for `kubectl apply`, as YAML text or a map. Inputs: `${name}` of a declared input in a text (a structured config has
 * get_input). Waits until what was rolled out is there; DELETE deletes it. Options: namespace, context, kubeconfig, timeout (seconds, 300), and outputs:
 * a map of output names to {resource, jsonpath}, read after the rollout.
 */
import { parseAllDocuments } from 'yaml';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { asList, asMap, asText } from '../json';
import { actionOf, type Hook, type HookRun } from './hook';
import { failing, needsProgram, PROLOGUE, shellQuote, writeFile } from './shell';

/** Kinds whose rollout kubectl can wait for. */
const ROLLED_OUT = ['Deployment', 'StatefulSet', 'DaemonSet'];

export const kubernetesHook: Hook = {
  steps(run) {
    const manifests = manifestsOf(run);
    if (typeof manifests === 'string') return { environment: {}, script: failing(`The config of the group "kubernetes" is no YAML: ${manifests}`, 1) };
    const { options, outputs } = run.config;
    const words = ['kubectl', ...['namespace', 'context', 'kubeconfig'].flatMap((name) => (asText(options[name]) === '' ? [] : [`--${name}=${asText(options[name])}`]))];
    const kubectl = words.map(shellQuote).join(' ');
    const timeout = typeof options['timeout'] === 'number' ? options['timeout'] : 300;
    const waits = manifests.filter((item) => ROLLED_OUT.includes(asText(item['kind']))).map((item) => {
      const { name, namespace } = asMap(item['metadata']);
      const where = asText(namespace) === '' ? '' : ` --namespace=${shellQuote(asText(namespace))}`;
      return `${kubectl}${where} rollout status ${shellQuote(`${asText(item['kind']).toLowerCase()}/${asText(name)}`)} --timeout=${timeout}s || exit $?\n`;
    });
    const reads = outputs.flatMap(({ name }) => {
      const { resource, jsonpath } = asMap(asMap(options['outputs'])[name]);
      if (asText(resource) === '') return [];
      return [`${kubectl} get ${shellQuote(asText(resource))} -o jsonpath=${shellQuote(asText(jsonpath))} >"$heat_outputs_path".${shellQuote(name)} || exit $?\n`];
    });
    const script = [
      PROLOGUE,
      needsProgram('kubectl', 'kubectl', 'Install it (https://kubernetes.io/docs/tasks/tools/), with a kubeconfig for the cluster.'),
      writeFile('"$work/manifests.json"', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests })),
      ...(actionOf(run) === 'DELETE'
        ? [`${kubectl} delete --ignore-not-found --timeout=${timeout}s -f "$work/manifests.json"\n`]
        : [`${kubectl} apply -f "$work/manifests.json" || exit $?\n`, ...waits, ...reads]),
    ];
    return { environment: {}, script: script.join('') };
  },
};

/** The objects, or what is wrong with the text. */
function manifestsOf({ config, body }: HookRun): JsonMap[] | string {
  if (typeof body !== 'string') return isMap(body) ? listed(body) : [];
  const values = new Map(config.inputs.map((input) => [input.name, asText(input.value)]));
  const filled = body.replaceAll(/\$\{([\w-]+)\}/g, (whole, name: string) => values.get(name) ?? whole);
  const documents = parseAllDocuments(filled);
  const items: JsonMap[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    const [problem] = document.errors;
    if (problem !== undefined) return problem.message;
    const value: Json = document.toJS({ maxAliasCount: 100 });
    if (isMap(value)) items.push(...listed(value));
  }
  return items;
}

function listed(value: JsonMap): JsonMap[] {
  return value['kind'] === 'List' ? asList(value['items']).map(asMap) : [value];
}
