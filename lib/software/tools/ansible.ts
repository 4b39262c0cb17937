/**
 * Group `ansible`: a playbook. Inputs are extra variables, with their types; a playbook writes its outputs to `{{ heat_outputs_path }}.<name>`.
 * Options: tags, skip_tags, modulepath, callback_plugins, inventory (text). Without an inventory it runs on the host itself, without SSH.
 */
import { asText } from '../json';
import { documentOf, type Hook, inputMap } from './hook';
import { needsProgram, PROLOGUE, shellQuote, writeFile, writeJsonWithPath } from './shell';

export const ansibleHook: Hook = {
  steps({ config, body }) {
    const { tags, skip_tags: skipTags, modulepath, callback_plugins: plugins, inventory } = config.options;
    const words = ['ansible-playbook', '"$work/playbook.yaml"', '--extra-vars', '"@$work/variables.json"'];
    if (asText(inventory) === '') words.push('-i', 'localhost,', '-c', 'local');
    else words.push('-i', '"$work/inventory"');
    if (asText(tags) !== '') words.push('--tags', shellQuote(listed(tags)));
    if (asText(skipTags) !== '') words.push('--skip-tags', shellQuote(listed(skipTags)));
    if (asText(modulepath) !== '') words.push('--module-path', shellQuote(asText(modulepath)));
    const script = [
      PROLOGUE,
      needsProgram('ansible-playbook', 'Ansible', 'Install it (Debian: apt-get install ansible-core).'),
      writeFile('"$work/playbook.yaml"', documentOf(body)),
      writeJsonWithPath('"$work/variables.json"', { ...inputMap(config.inputs), heat_config_id: config.id }, 'heat_outputs_path', '"$heat_outputs_path"'),
      asText(inventory) === '' ? '' : writeFile('"$work/inventory"', asText(inventory)),
      // Ansible's own files beside the run's: a host's home directory may not be writable.
      'export ANSIBLE_LOCAL_TEMP="$work/tmp" ANSIBLE_REMOTE_TEMP="$work/remote" ANSIBLE_RETRY_FILES_ENABLED=False ANSIBLE_NOCOLOR=1\n',
      asText(plugins) === '' ? '' : `export ANSIBLE_CALLBACK_PLUGINS=${shellQuote(asText(plugins))}\n`,
      `${words.join(' ')}\n`,
    ];
    return { environment: {}, script: script.join('') };
  },
};

function listed(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}
