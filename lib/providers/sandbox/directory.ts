/** What a server of the sandbox is on disk: a directory for its scripts, with the agent's state in `.agent`. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

export function agentDirectory(directory: string): string {
  return path.join(directory, '.agent');
}

export function agentScript(directory: string): string {
  return path.join(agentDirectory(directory), 'hearth-agent.sh');
}

/**
 * Makes the directory ready for an agent, new or there already: its own copy of the agent (a shell reads its script while it runs, so the file must
 * never change under it), the address of the web server, and a token that it keeps. Answers the token.
 */
export async function prepareDirectory(directory: string, script: string, url: string): Promise<string> {
  const state = agentDirectory(directory);
  await mkdir(state, { recursive: true, mode: 0o755 });
  const token = (await readToken(directory)) ?? randomBytes(32).toString('base64url');
  await replaceFile(path.join(state, 'curl'), `header = "Authorization: Bearer ${token}"\n`, 0o600);
  await replaceFile(path.join(state, 'url'), `${url}\n`, 0o644);
  await replaceFile(agentScript(directory), script, 0o755);
  return token;
}

/** Null when there is no server in this directory. */
export async function readToken(directory: string): Promise<string | null> {
  const text = await readFile(path.join(agentDirectory(directory), 'curl'), 'utf8').catch(() => '');
  return /Bearer ([\w-]+)/.exec(text)?.[1] ?? null;
}

export async function exists(directory: string): Promise<boolean> {
  return stat(directory).then((found) => found.isDirectory(), () => false);
}

/** Everything that scripts have left behind, and what is known of earlier runs: as after a reinstallation. The token stays. */
export async function wipeDirectory(directory: string): Promise<void> {
  for (const entry of await readdir(directory)) {
    if (entry !== '.agent') await rm(path.join(directory, entry), { recursive: true, force: true });
  }
  for (const entry of ['runs', 'deployed']) await rm(path.join(agentDirectory(directory), entry), { recursive: true, force: true });
}

/** The file is there whole or not at all, also for a process that reads it at this moment. */
async function replaceFile(file: string, text: string, mode: number): Promise<void> {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, text, { mode });
  await rename(draft, file);
}
