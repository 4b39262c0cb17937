/**
 * Group `puppet`: a manifest for `puppet apply`. Inputs are facts (`$name`, `$facts['name']`), or hiera data with the option enable_hiera; a manifest
 * writes its outputs to `${heat_outputs_path}.<name>`. Options: enable_hiera, enable_facter (true), modulepath, tags, enable_debug, enable_verbose.
 */
import { asText } from '../json';
import type { Json } from '@/lib/hot/types';
import { type Hook, inputMap } from './hook';
import { needsProgram, PROLOGUE, shellQuote, writeFile, writeJsonWithPath } from './shell';

export const puppetHook: Hook = {
  steps({ config, body }) {
    const { options } = config;
    const hiera = isOn(options['enable_hiera'], false);
    const inputs = inputMap(config.inputs);
    const words = ['puppet', 'apply', '--detailed-exitcodes', '--color=false', '--confdir="$work/conf"', '--vardir="$work/var"', '--rundir="$work/run"'];
    if (asText(options['modulepath']) !== '') words.push(`--modulepath=${shellQuote(asText(options['modulepath']))}`);
    if (asText(options['tags']) !== '') words.push('--tags', shellQuote(asText(options['tags'])));
    if (isOn(options['enable_debug'], false)) words.push('--debug');
    if (isOn(options['enable_verbose'], false)) words.push('--verbose');
    if (hiera) words.push('--hiera_config="$work/conf/hiera.yaml"');
    const script = [
      PROLOGUE,
      needsProgram('puppet', 'Puppet', 'Install it (Debian: apt-get install puppet-agent).'),
      'mkdir -p "$work/conf" "$work/var" "$work/run" "$work/data" || exit 1\n',
      writeFile('"$work/manifest.pp"', asText(body)),
      hiera ? hieraFiles(inputs) : '',
      'FACTER_heat_outputs_path=$heat_outputs_path\nexport FACTER_heat_outputs_path\n',
      `${words.join(' ')} "$work/manifest.pp"\n`,
    ];
    const facts = isOn(options['enable_facter'], true) ? Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`FACTER_${name}`, value])) : {};
    return { environment: facts, script: script.join('') };
  },
  // 2: something was changed, which is what it is for. 4 and 6: something failed.
  read: (_run, code) => ({ code: code === 2 ? 0 : code, outputs: {} }),
};

function hieraFiles(inputs: object): string {
  const configuration = { version: 5, defaults: { datadir: 'DATA', data_hash: 'json_data' }, hierarchy: [{ name: 'inputs', path: 'inputs.json' }] };
  const { defaults, ...rest } = configuration;
  return (
    writeJsonWithPath('"$work/data/inputs.json"', inputs, 'heat_outputs_path', '"$heat_outputs_path"') +
    // The path of the data directory is relative to that of the file.
    writeFile('"$work/conf/hiera.yaml"', JSON.stringify({ ...rest, defaults: { ...defaults, datadir: '../data' } }))
  );
}

function isOn(value: Json | undefined, otherwise: boolean): boolean {
  const text = asText(value).toLowerCase();
  return text === '' ? otherwise : text === 'true' || text === '1' || text === 'yes' || text === 'on';
}
