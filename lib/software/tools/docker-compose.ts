/**
 * Group `docker-compose`: a compose file, as text or map. Inputs are variables of the file (`${name}`); an input `env_files` is a list of
 * {file_name, content}. DELETE takes the project down. Outputs: what a service writes is not read; the three standard ones tell how compose went.
 */
import path from 'node:path';
import type { Json } from '@/lib/hot/types';
import { asList, asMap, asText } from '../json';
import { actionOf, documentOf, ENGINE_INPUT, type Hook, inputMap } from './hook';
import { PROLOGUE, refuse, shellQuote, writeFile } from './shell';

export const dockerComposeHook: Hook = {
  steps(run) {
    const { config, body } = run;
    const files = envFiles(config.inputs.find((input) => input.name === 'env_files')?.value);
    const command = actionOf(run) === 'DELETE' ? 'down' : 'up -d --no-build --remove-orphans';
    const script = [
      PROLOGUE,
      // The plugin of the Docker client, or the older program of its own.
      'if docker compose version >/dev/null 2>&1; then compose="docker compose"\nelif command -v docker-compose >/dev/null 2>&1; then compose=docker-compose\nelse\n',
      refuse('Docker Compose is not installed on this host: neither "docker compose" nor "docker-compose" works. Install it (Debian: apt-get install docker-compose).', 127),
      'fi\ncd "$work" || exit 1\n',
      writeFile('docker-compose.yml', documentOf(body)),
      ...files.map(({ name, content }) => `mkdir -p ${shellQuote(path.posix.dirname(name))} || exit 1\n${writeFile(shellQuote(name), content)}`),
      `$compose --project-name ${shellQuote(projectName(config.name))} --project-directory "$work" -f docker-compose.yml ${command}\n`,
    ];
    return { environment: inputMap(config.inputs, (name) => !name.startsWith(ENGINE_INPUT) && name !== 'env_files'), script: script.join('') };
  },
};

/** Compose allows small letters, digits, `-` and `_`. */
function projectName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '-').replace(/^[^a-z0-9]+/, '') || 'hearth';
}

/** Files are where the compose file looks for them, and keep to the project's directory, whatever their names say. */
function envFiles(value: Json | undefined): { name: string; content: string }[] {
  return asList(parsed(value)).flatMap((item) => {
    const { file_name: name, content } = asMap(item);
    const given = asText(name);
    // As if the directory of the project were the root of everything.
    const inside = path.posix.join('/', given).slice(1);
    return inside === '' || inside.endsWith('/') || /[\0\n]/.test(inside) ? [] : [{ name: `./${inside}`, content: asText(content) }];
  });
}

function parsed(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
