/** Groups `json-file` and `hiera`: files of JSON. They need nothing on the host. */
import { asMap } from '../json';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { Hook } from './hook';
import { failing, PROLOGUE, shellQuote, writeFile } from './shell';

/** A map of absolute paths to what the files hold. */
export const jsonFileHook: Hook = {
  steps({ body }) {
    const files = Object.entries(mapOf(body));
    const bad = files.find(([path]) => !path.startsWith('/'));
    if (bad !== undefined) return { environment: {}, script: failing(`The config of the group "json-file" maps absolute paths to values, found ${JSON.stringify(bad[0])}.`, 1) };
    return { environment: {}, script: PROLOGUE + files.map(([path, value]) => jsonFile(path, value)).join('') };
  },
};

/** `{hierarchy: [...], datafiles: {name: data}}`: the configuration of hiera and its data, where Puppet's packages look for them. */
export const hieraHook: Hook = {
  steps({ body }) {
    const { hierarchy = [], datafiles } = mapOf(body);
    const files = Object.entries(asMap(datafiles)).map(([name, data]) => jsonFile(`/etc/puppet/hieradata/${name.replaceAll('/', '_')}.json`, data));
    return { environment: {}, script: `${PROLOGUE}mkdir -p /etc/puppet || exit 1\n${writeFile('/etc/puppet/hiera.yaml', configurationOf(hierarchy), '600')}${files.join('')}` };
  },
};

/** Hiera's own members are symbols of Ruby, which only plain scalars of YAML are: of JSON it would see none of them. */
function configurationOf(hierarchy: Json): string {
  return `---\n:backends:\n  - json\n:json:\n  :datadir: /etc/puppet/hieradata\n:hierarchy: ${JSON.stringify(hierarchy)}\n`;
}

function jsonFile(path: string, value: Json): string {
  const word = shellQuote(path);
  return `mkdir -p "$(dirname ${word})" || exit 1\n${writeFile(word, `${JSON.stringify(value, null, 2)}\n`, '600')}`;
}

function mapOf(body: Json): JsonMap {
  if (typeof body !== 'string') return asMap(body);
  try {
    const value: Json = JSON.parse(body);
    return asMap(value);
  } catch {
    return {};
  }
}
