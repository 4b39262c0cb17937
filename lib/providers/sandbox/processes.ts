/** The processes of a sandbox server: its agent, and whatever its scripts have started. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { agentDirectory, agentScript } from './directory';

/** Every process of a server has inherited this variable: that is how they are found. */
const MARK = 'HEARTH_SERVER_DIR';

export interface ServerEnvironment {
  id: string;
  name: string;
}

/** Starts the agent in a session of its own, so that it outlives this process. */
export function startAgent(directory: string, server: ServerEnvironment): void {
  const log = openSync(path.join(agentDirectory(directory), 'log'), 'a', 0o600);
  try {
    // `env -i`: nothing of this process's own environment, which holds secrets.
    const child = spawn('/usr/bin/env', ['-i', ...variables(directory, server), '/bin/sh', agentScript(directory), directory], {
      cwd: directory,
      detached: true,
      stdio: ['ignore', log, log],
    });
    child.on('error', () => undefined);
    child.unref();
    // Known from now on, not only when the agent gets to writing it itself.
    if (child.pid !== undefined) writeFileSync(path.join(agentDirectory(directory), 'pid'), `${child.pid}\n`);
  } finally {
    closeSync(log);
  }
}

function variables(directory: string, server: ServerEnvironment): string[] {
  return [
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    `HOME=${directory}`,
    'LANG=C.UTF-8',
    'SHELL=/bin/sh',
    'TERM=dumb',
    `${MARK}=${directory}`,
    `HEARTH_SERVER_ID=${server.id}`,
    `HEARTH_SERVER_NAME=${server.name}`,
  ];
}

/** The agent's process, or null when none runs. */
export async function findAgent(directory: string): Promise<number | null> {
  const text = await readFile(path.join(agentDirectory(directory), 'pid'), 'utf8').catch(() => '');
  const pid = Number(text.trim());
  if (!Number.isInteger(pid) || pid <= 1) return null;
  if (!send(pid, 0)) return null;
  const command = await commandLine(pid);
  return command === null || command.includes(agentScript(directory)) ? pid : null;
}

/** Ends the agent only; scripts under way go on, and the next agent picks them up. */
export async function stopAgent(directory: string): Promise<void> {
  const pid = await findAgent(directory);
  if (pid !== null) await end([pid]);
}

/** Ends every process of the server. */
export async function stopProcesses(directory: string): Promise<void> {
  // A process may start another one while the list is made: look again until there is none.
  for (let round = 0; round < 5; round += 1) {
    const pids = await processesOf(directory);
    if (pids.length === 0) return;
    await end(pids);
  }
}

async function end(pids: readonly number[]): Promise<void> {
  for (const pid of pids) send(pid, 'SIGTERM');
  for (let waited = 0; waited < 500 && pids.some((pid) => send(pid, 0)); waited += 25) await pause(25);
  for (const pid of pids) send(pid, 'SIGKILL');
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function processesOf(directory: string): Promise<number[]> {
  const entries = await readdir('/proc').catch(() => null);
  if (entries === null) return processesByFile(directory);
  const pids = entries.filter((entry) => /^\d+$/.test(entry)).map(Number).filter((pid) => pid !== process.pid);
  const mine = await Promise.all(pids.map(async (pid) => (await environment(pid)).split('\0').includes(`${MARK}=${directory}`)));
  return pids.filter((_, index) => mine[index]);
}

/** Where the system has no /proc: the agent and the leaders of its runs. */
async function processesByFile(directory: string): Promise<number[]> {
  const state = agentDirectory(directory);
  const runs = await readdir(path.join(state, 'runs')).catch(() => []);
  const files = [path.join(state, 'pid'), ...runs.map((run) => path.join(state, 'runs', run, 'pid'))];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return texts.map(Number).filter((pid) => Number.isInteger(pid) && pid > 1 && send(pid, 0));
}

/** Empty for processes that are gone, that belong to others, or that have ended and wait to be noticed. */
async function environment(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
}

/** Null where the system does not tell. */
async function commandLine(pid: number): Promise<string | null> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').then((text) => text.replaceAll('\0', ' '), () => null);
}
