/** A connection to one host over SSH: opened with a checked host key, then any number of commands. */
import { createHash } from 'node:crypto';
import { Client, type ClientChannel } from 'ssh2';

export interface SshTarget {
  address: string;
  port: number;
  user: string;
  privateKey: string;
  /** The key that the host must show; null: it was never reached, and the one it shows now is trusted. */
  hostKey: string | null;
}

/** `away`: trying again may help. `refused`: somebody has to change something first. */
export class SshFault extends Error {
  override readonly name = 'SshFault';
  readonly kind: 'away' | 'refused';
  constructor(kind: 'away' | 'refused', message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface Ran {
  code: number;
  stdout: Buffer;
  stderr: string;
}

export interface SshSession {
  /** What the host has shown. */
  readonly hostKey: string;
  readonly closed: boolean;
  /** Runs a command line of the host's shell with `input` on its standard input, to its end. */
  run(command: string, input?: string): Promise<Ran>;
  close(): void;
}

const READY_WITHIN_MS = 10_000;
/** A host that answers nothing for three of these is away: a cut cable sends no end. */
const ALIVE_EVERY_MS = 3_000;
/** Commands are short steps: one that takes longer hangs, in the start-up files of the login shell for one. */
const ANSWER_WITHIN_MS = 60_000;
/** What one command may say, in bytes. */
const OUTPUT_LIMIT = 80 * 1024 * 1024;

/** @throws SshFault */
export async function openSession(target: SshTarget): Promise<SshSession> {
  const client = new Client();
  const where = `${target.user}@${target.address}:${target.port}`;
  const seen = { hostKey: '', closed: false };
  await new Promise<void>((resolve, reject) => {
    client.once('ready', () => resolve());
    client.once('error', (error: Error & { level?: string }) => reject(faultOf(error, target, where, seen.hostKey)));
    client.once('close', () => reject(new SshFault('away', `${where} closed the connection before anybody was signed in.`)));
    try {
      client.connect({
        host: target.address, port: target.port, username: target.user, privateKey: target.privateKey,
        readyTimeout: READY_WITHIN_MS, keepaliveInterval: ALIVE_EVERY_MS, keepaliveCountMax: 3,
        hostVerifier: (key: Buffer) => {
          seen.hostKey = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
          return target.hostKey === null || target.hostKey === seen.hostKey;
        },
      });
    } catch (error) {
      reject(new SshFault('refused', `The private key of the connection cannot be read: ${error instanceof Error ? error.message : String(error)}. Expected one without a passphrase, in OpenSSH or PEM format.`));
    }
  }).catch((error: unknown) => {
    client.on('error', () => undefined);
    client.destroy();
    throw error;
  });
  client.on('error', () => undefined);
  client.once('close', () => void (seen.closed = true));
  return {
    hostKey: seen.hostKey,
    get closed() {
      return seen.closed;
    },
    run: (command, input = '') => runCommand(client, command, input, where),
    close: () => void client.destroy(),
  };
}

function runCommand(client: Client, command: string, input: string, where: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const cut = (): void => {
      done();
      reject(new SshFault('away', `The connection to ${where} was cut.`));
    };
    const late = setTimeout(() => {
      done();
      client.destroy();
      reject(new SshFault('away', `${where} did not end a step within ${ANSWER_WITHIN_MS / 1000} s. Is it overloaded, or do the start-up files of the user's shell (.bashrc, .profile) wait for something?`));
    }, ANSWER_WITHIN_MS);
    const done = (): void => {
      clearTimeout(late);
      client.removeListener('close', cut);
    };
    client.once('close', cut);
    const collect = (channel: ClientChannel): void => {
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      let size = 0;
      let code: number | null = null;
      channel.on('data', (piece: Buffer) => {
        size += piece.length;
        if (size <= OUTPUT_LIMIT) out.push(piece);
      });
      channel.stderr.on('data', (piece: Buffer) => void (err.length < 100 && err.push(piece)));
      channel.on('exit', (given: number | null) => void (code = given ?? 255));
      channel.on('close', () => {
        done();
        // A channel that ends without a code was cut, not run to its end.
        if (code === null) cut();
        else resolve({ code, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString('utf8').trim() });
      });
      channel.end(input);
    };
    try {
      client.exec(command, (error, channel) => {
        if (error === undefined) return collect(channel);
        done();
        reject(new SshFault('away', `${where} opens no channel for a command: ${error.message}.`));
      });
    } catch (error) {
      done();
      reject(new SshFault('away', `The connection to ${where} is closed: ${error instanceof Error ? error.message : String(error)}.`));
    }
  });
}

function faultOf(error: Error & { level?: string }, target: SshTarget, where: string, shown: string): SshFault {
  if (target.hostKey !== null && shown !== '' && shown !== target.hostKey) {
    return new SshFault('refused', `The key of the host ${target.address}:${target.port} has changed: expected ${target.hostKey}, found ${shown}. Somebody may stand in its place; if it was set up anew, edit the connection and forget its keys.`);
  }
  if (error.level === 'client-authentication') {
    return new SshFault('refused', `${where} does not accept the private key of the connection. Add its public key to ~/.ssh/authorized_keys of ${target.user} on that host, or edit the connection.`);
  }
  return new SshFault('away', `${where} cannot be reached: ${error.message}.`);
}
