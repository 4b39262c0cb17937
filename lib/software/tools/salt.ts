/**
 * Group `salt`: a state file, applied without a master. Inputs are pillar values and options of the minion; a declared output is the member of that name
 * in the changes of any state, or in the result.
 */
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { asMap } from '../json';
import { documentOf, type Hook, inputMap } from './hook';
import { needsProgram, PROLOGUE, writeFile, writeJsonWithPath } from './shell';

const RESULT = 'hearth-salt-result';

export const saltHook: Hook = {
  steps({ config, body }) {
    const inputs = inputMap(config.inputs);
    const script = [
      PROLOGUE,
      needsProgram('salt-call', 'Salt', 'Install the package salt-minion of the Salt project (https://docs.saltproject.io); Debian has none.'),
      'mkdir -p "$work/states" "$work/pillar" "$work/salt" || exit 1\n',
      writeFile('"$work/states/hearth.sls"', documentOf(body)),
      writeFile('"$work/pillar/top.sls"', JSON.stringify({ base: { '*': ['inputs'] } })),
      writeFile('"$work/pillar/inputs.sls"', JSON.stringify(inputs)),
      // Keys, cache and logs of this run are below it, whoever runs it.
      writeJsonWithPath('"$work/minion"', { ...inputs, file_client: 'local', master_type: 'disable' }, 'root_dir', '"$work/salt"'),
      'salt-call --local --retcode-passthrough --config-dir="$work" --file-root="$work/states" --pillar-root="$work/pillar"' +
        ` --log-file="$work/log" --out=json --out-file="$HEARTH_RUN/output.${RESULT}" state.sls hearth\n`,
      'code=$?\n',
      `cat "$HEARTH_RUN/output.${RESULT}"\n`,
      'exit $code\n',
    ];
    return { environment: {}, script: script.join(''), results: [RESULT] };
  },
  read({ config }, code, results) {
    const returned = returnOf(results.get(RESULT));
    const states = Object.values(asMap(returned)).filter(isMap);
    const outputs = Object.fromEntries(config.outputs.flatMap(({ name }) => {
      const value = found(name, asMap(returned), states);
      return value === undefined ? [] : [[name, value] as const];
    }));
    // Salt also returns a failure for warnings; when every state is well the run is.
    const well = states.length > 0 && states.every((state) => state['result'] === true);
    return { code: well ? 0 : code, outputs };
  },
};

function returnOf(text: string | undefined): Json {
  try {
    const value: Json = JSON.parse(text ?? 'null');
    return asMap(value)['local'] ?? null;
  } catch {
    return null;
  }
}

function found(name: string, returned: JsonMap, states: readonly JsonMap[]): Json | undefined {
  if (name in returned) return returned[name];
  for (const state of states) {
    const changes = asMap(state['changes']);
    if (name in changes) return changes[name];
  }
  return undefined;
}
