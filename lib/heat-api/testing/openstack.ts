/** The command line client of OpenStack with Heat's commands, unchanged, where it is installed. For tests. */
import { spawn, spawnSync } from 'node:child_process';
import { z } from 'zod';
import type { Json } from '@/lib/hot/types';

/** Debian: python3-openstackclient and python3-heatclient; scripts/openstack.mjs installs them where it can. */
export function openstackInstalled(): boolean {
  return spawnSync('openstack', ['stack', 'list', '--help'], { encoding: 'utf8' }).status === 0;
}

const MARK = '@@@';
const json: z.ZodType<Json> = z.json();

/** Commands that Heat's client adds: `stack create`, `software config list`. */
export function heatCommands(): string[] {
  const { stdout } = spawnSync('openstack', ['command', 'list', '--group', 'openstack.orchestration.v1', '-f', 'json'], { encoding: 'utf8' });
  const [group] = z.array(z.object({ Commands: z.union([z.string(), z.array(z.string())]) })).parse(JSON.parse(stdout));
  const commands = group?.Commands ?? [];
  return typeof commands === 'string' ? commands.split('\n') : commands;
}

export interface OpenStack {
  /** What each command printed, both streams. One process runs them all: it starts in a second or two, a command takes a fraction of that. */
  run(...commands: string[]): Promise<string[]>;
}

export function openstack(environment: Readonly<Record<string, string>>): OpenStack {
  return {
    run: (...commands) => new Promise((resolve, reject) => {
      const { PATH = '', HOME = '' } = process.env;
      // One pipe for both streams keeps what is printed in order.
      const child = spawn('sh', ['-c', 'exec openstack 2>&1'], { stdio: ['pipe', 'pipe', 'inherit'], env: { PATH, HOME, NODE_ENV: 'test', PYTHONUNBUFFERED: '1', COLUMNS: '400', ...environment } });
      let printed = '';
      child.stdout.on('data', (piece: Buffer) => {
        printed += piece.toString('utf8');
      });
      child.on('error', reject);
      child.on('close', () => resolve(printed.split(new RegExp(`^${MARK}\\n`, 'm')).slice(1).map((text) => text.trim())));
      child.stdin.end(commands.map((command) => `!echo ${MARK}\n${command}\n`).join(''));
    }),
  };
}

/** What a command with `-f json` printed. Lines before it are progress. */
export function printedJson(text: string): Json {
  const start = text.search(/^[[{"]/m);
  if (start < 0) throw new Error(`no JSON was printed:\n${text}`);
  return json.parse(JSON.parse(text.slice(start)));
}
