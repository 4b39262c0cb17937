/**
 * The built-in provider of servers: directories of this machine, each with a real agent that really runs what is deployed to it. All calls may be
 * repeated, by any worker of this machine.
 */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { exists, prepareDirectory, readToken, wipeDirectory } from './directory';
import { captureImage, layImage } from './images';
import { findAgent, type ServerEnvironment, startAgent, stopAgent, stopProcesses } from './processes';

export interface SandboxOptions {
  /** Off: nothing is ever started. */
  enabled: boolean;
  /** Absolute directory that holds one directory a server. */
  directory: string;
  /** Where agents reach the web server. */
  url: string;
}

export interface Sandbox {
  /** Null when servers may be made; otherwise why not, and what to do. */
  readonly refusal: string | null;
  directoryOf(serverId: string): string;
  /** Makes the directory, with the files of an image if one is given, or finds the one that an earlier call has made. Answers the agent's token. */
  prepare(serverId: string, imageId?: string): Promise<string>;
  /** Starts the agent unless it runs. */
  ensureAgent(server: ServerEnvironment): Promise<void>;
  /** Ends the agent; scripts under way go on. */
  pause(serverId: string): Promise<void>;
  /** Ends everything, and leaves nothing in the directory but the files of the image, if one is given. */
  rebuild(serverId: string, imageId?: string): Promise<void>;
  /** Keeps the server's files as an image; false when the server is not on this machine. */
  capture(serverId: string, imageId: string): Promise<boolean>;
  forgetImage(imageId: string): Promise<void>;
  /** Ends everything and removes the directory. */
  remove(serverId: string): Promise<void>;
  /** Ends every process of these servers, and keeps their directories. */
  stopAll(serverIds: readonly string[]): Promise<void>;
}

const REFUSAL =
  'The sandbox is switched off, because it runs scripts on the machine of the server. Set HEARTH_SANDBOX=on to allow it, or use another connection.';

export function createSandbox({ enabled, directory, url }: SandboxOptions): Sandbox {
  const named = (id: string): string => {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`A server of the sandbox has a uuid, not ${JSON.stringify(id)}.`);
    return id;
  };
  const directoryOf = (serverId: string): string => path.join(directory, named(serverId));
  const imageDirectory = (imageId: string): string => path.join(directory, 'images', named(imageId));
  const starting = new Map<string, Promise<void>>();
  const start = async (server: ServerEnvironment): Promise<void> => {
    const home = directoryOf(server.id);
    // A server of another machine's sandbox has no directory here.
    if (!enabled || !(await exists(home)) || (await findAgent(home)) !== null) return;
    await prepareDirectory(home, readAgent(), url);
    startAgent(home, server);
  };
  return {
    refusal: enabled ? null : REFUSAL,
    directoryOf,
    async prepare(serverId, imageId) {
      const home = directoryOf(serverId);
      // The token is written last: while there is none, an earlier call did not come so far, and nothing runs here yet.
      if (imageId !== undefined && (await readToken(home)) === null) await layImage(imageDirectory(imageId), home);
      return prepareDirectory(home, readAgent(), url);
    },
    ensureAgent(server) {
      const begun = starting.get(server.id) ?? start(server).finally(() => starting.delete(server.id));
      starting.set(server.id, begun);
      return begun;
    },
    pause: (serverId) => stopAgent(directoryOf(serverId)),
    async rebuild(serverId, imageId) {
      await stopProcesses(directoryOf(serverId));
      await wipeDirectory(directoryOf(serverId));
      if (imageId !== undefined) await layImage(imageDirectory(imageId), directoryOf(serverId));
    },
    async capture(serverId, imageId) {
      const home = directoryOf(serverId);
      if (!(await exists(home))) return exists(imageDirectory(imageId));
      await captureImage(home, imageDirectory(imageId));
      return true;
    },
    forgetImage: (imageId) => rm(imageDirectory(imageId), { recursive: true, force: true }),
    async remove(serverId) {
      await stopProcesses(directoryOf(serverId));
      // A process may still be writing its last words.
      await rm(directoryOf(serverId), { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
    async stopAll(serverIds) {
      await Promise.all(serverIds.map((serverId) => stopProcesses(directoryOf(serverId))));
    },
  };
}

/** The agent's program; the same for every kind of host. Read when needed: this module is bundled, the script stays where it is. */
export function readAgent(): string {
  return readFileSync(path.join(process.cwd(), 'lib/software/agent/hearth-agent.sh'), 'utf8');
}
