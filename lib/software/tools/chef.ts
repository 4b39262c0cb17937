/**
 * Group `chef`: a run list (JSON) for chef-client in local mode. Inputs are node attributes; recipes write their outputs to
 * `node['heat_outputs_path'].<name>`. Options: kitchen (a git repository with the cookbooks), kitchen_path (where they are). An input `environment` names the Chef environment.
 */
import type { Json } from '@/lib/hot/types';
import { asText } from '../json';
import { actionOf, ENGINE_INPUT, type Hook, inputMap } from './hook';
import { failing, needsProgram, PROLOGUE, shellQuote, writeJsonWithPath } from './shell';

export const chefHook: Hook = {
  steps(run) {
    const { config, body } = run;
    const runList = runListOf(body);
    if (runList === null) return { environment: {}, script: failing('The config of the group "chef" is a run list: expected a JSON list such as ["recipe[web]"].', 1) };
    const environment = asText(config.inputs.find((input) => input.name === 'environment')?.value) || '_default';
    const { kitchen, kitchen_path: given } = config.options;
    const kitchenPath = asText(given) === '' ? '"$HOME/kitchen"' : shellQuote(asText(given));
    const attributes = { ...inputMap(config.inputs, (name) => !name.startsWith(ENGINE_INPUT) && name !== 'environment'), run_list: runList };
    const script = [
      PROLOGUE,
      needsProgram('chef-client', 'Chef', 'Install the Chef Infra client (https://docs.chef.io); Debian has none.'),
      `kitchen=${kitchenPath}\n`,
      asText(kitchen) === '' ? '' : cloneKitchen(asText(kitchen), actionOf(run) === 'UPDATE'),
      writeJsonWithPath('"$work/node.json"', attributes, 'heat_outputs_path', '"$heat_outputs_path"'),
      `{ printf 'chef_repo_path "%s"\\nnode_path "%s"\\n' "$kitchen" "$work/nodes"; printf 'cookbook_path ["%s"]\\n' "$kitchen/cookbooks"; } >"$work/client.rb"\n`,
      `chef-client -z --no-color --config "$work/client.rb" -j "$work/node.json" -E ${shellQuote(environment)}\n`,
    ];
    return { environment: {}, script: script.join('') };
  },
};

function cloneKitchen(url: string, again: boolean): string {
  return [
    needsProgram('git', 'Git (for the kitchen of Chef)', 'Install it (Debian: apt-get install git).'),
    again ? 'rm -rf "$kitchen"\n' : '',
    `[ -d "$kitchen/.git" ] || git clone --quiet ${shellQuote(url)} "$kitchen" || exit $?\n`,
  ].join('');
}

function runListOf(body: Json): Json[] | null {
  if (Array.isArray(body)) return body;
  try {
    const value: unknown = JSON.parse(asText(body));
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
