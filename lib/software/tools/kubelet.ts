/**
 * Group `kubelet`: one pod manifest (text or map) for the static pods of the host's kubelet. The option or variable KUBELET_MANIFESTS says where those
 * are (/etc/kubernetes/manifests). Done when the container engine shows a container of the pod; DELETE takes the manifest away.
 */
import { parse } from 'yaml';
import { isMap } from '@/lib/hot/json';
import { asMap, asText } from '../json';
import { actionOf, type Hook } from './hook';
import { failing, needsProgram, PROLOGUE, shellQuote, writeFile } from './shell';

export const kubeletHook: Hook = {
  steps(run) {
    const { config, body } = run;
    const manifest: unknown = typeof body === 'string' ? parse(body) : body;
    if (!isMap(manifest)) return { environment: {}, script: failing('The config of the group "kubelet" is the manifest of a pod: expected a map.', 1) };
    const pod = asText(asMap(manifest['metadata'])['name']) || asText(manifest['id']) || config.id;
    const file = `"$manifests"/${shellQuote(`${config.name.replaceAll('/', '_')}.json`)}`;
    const script = [
      PROLOGUE,
      needsProgram('kubelet', 'The kubelet', 'Install and start it on the host (https://kubernetes.io/docs/setup/).'),
      `manifests=\${KUBELET_MANIFESTS:-${asText(config.options['manifests']) || '/etc/kubernetes/manifests'}}\nmkdir -p "$manifests" || exit 1\n`,
      ...(actionOf(run) === 'DELETE'
        ? [`rm -f ${file}\n`]
        : [
            writeFile('"$work/pod.json"', JSON.stringify(manifest, null, 2)),
            `mv "$work/pod.json" ${file} || exit 1\n`,
            needsProgram('docker', 'Docker', 'The start of the pod is seen through it.'),
            `tries=0\nuntil docker ps --format '{{.Names}}' | grep -F -- ${shellQuote(pod)}; do\n  tries=$((tries + 1))\n  [ "$tries" -lt 60 ] || {\n    echo "no container of the pod was started in five minutes" >&2\n    exit 1\n  }\n  sleep 5\ndone\n`,
          ]),
    ];
    return { environment: {}, script: script.join('') };
  },
};
