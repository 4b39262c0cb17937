/**
 * Machines reached over SSH, by key. A machine's own key is asked for at the first time and the same has to be shown ever after. Unlike URLs in
 * templates, addresses are said by people who may manage the hosts of a project: private and loopback ones are allowed.
 */
import { createHash } from 'node:crypto';
import { Client, type ConnectConfig } from 'ssh2';

export interface SshTarget {
  address: string;
  port: number;
  user: string;
  /** In a form that OpenSSH writes. */
  privateKey: string;
  passphrase?: string;
}

export interface SshResult {
  /** Null: the command was ended by a signal. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface SshSession {
  /** Of the machine's key, as `ssh-keygen -l` shows it: `SHA256:...`. */
  readonly hostKey: string;
  run(command: string, stdin?: string): Promise<SshResult>;
  end(): void;
}

/** Why a machine was not reached, in words for people. */
export class SshFault extends Error {
  override readonly name = 'SshFault';
}

/** `hostKey`: the one it has to show; null takes any. Throws SshFault. */
export type SshConnect = (target: SshTarget, hostKey: string | null) => Promise<SshSession>;

const CONNECT_WITHIN_MS = 15_000;
const RUN_WITHIN_MS = 120_000;
/** Of each stream, the beginning is kept. */
const MOST_OUTPUT = 64 * 1024;

export const connectSsh: SshConnect = (target, hostKey) =>
  new Promise((resolve, reject) => {
    const client = new Client();
    let shown = '';
    const config: ConnectConfig = {
      host: target.address, port: target.port, username: target.user, privateKey: target.privateKey, readyTimeout: CONNECT_WITHIN_MS, keepaliveInterval: 10_000,
      ...(target.passphrase === undefined ? {} : { passphrase: target.passphrase }),
      hostVerifier: (key: Buffer) => {
        shown = fingerprint(key);
        return hostKey === null || shown === hostKey;
      },
    };
    client.on('ready', () => resolve({ hostKey: shown, run: (command, stdin = '') => run(client, command, stdin), end: () => client.end() }));
    client.on('error', (fault) => reject(new SshFault(reasonOf(fault, target, hostKey, shown))));
    try {
      client.connect(config);
    } catch (fault) {
      // A key that cannot be read is refused before anything is sent.
      reject(new SshFault(`The private key cannot be used: ${fault instanceof Error ? fault.message : String(fault)}`));
    }
  });

export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function run(client: Client, command: string, stdin: string): Promise<SshResult> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      client.end();
      reject(new SshFault(`The machine did not finish within ${RUN_WITHIN_MS / 1_000} seconds.`));
    }, RUN_WITHIN_MS);
    const lost = (): void => {
      clearTimeout(late);
      reject(new SshFault('The connection broke before the machine had finished.'));
    };
    client.once('close', lost);
    client.exec(command, (fault, channel) => {
      if (fault !== undefined) {
        clearTimeout(late);
        reject(new SshFault(`The machine does not run commands for this user: ${fault.message}`));
        return;
      }
      const result: SshResult = { code: null, stdout: '', stderr: '' };
      channel.on('data', (piece: Buffer) => {
        result.stdout = (result.stdout + piece.toString('utf8')).slice(0, MOST_OUTPUT);
      });
      channel.stderr.on('data', (piece: Buffer) => {
        result.stderr = (result.stderr + piece.toString('utf8')).slice(0, MOST_OUTPUT);
      });
      channel.on('exit', (code: number | null) => {
        result.code = code;
      });
      channel.on('close', () => {
        clearTimeout(late);
        client.removeListener('close', lost);
        resolve(result);
      });
      channel.end(stdin);
    });
  });
}

function reasonOf(fault: Error & { level?: string; code?: string }, { address, port, user }: SshTarget, expected: string | null, shown: string): string {
  const where = `${address}:${port}`;
  if (expected !== null && shown !== '' && shown !== expected) {
    return `${where} shows another host key than before: ${shown}, not ${expected}. Either it was installed anew, then remove the host and add it again; or something else answers in its place.`;
  }
  if (fault.level === 'client-authentication') return `${where} does not let "${user}" in with this key. Add its public part to the user's authorized_keys, or use another user or key.`;
  if (fault.level === 'client-timeout') return `${where} did not answer within ${CONNECT_WITHIN_MS / 1_000} seconds. Check the address, the port, and whether a firewall is in between.`;
  if (fault.code === 'ECONNREFUSED') return `Nothing listens at ${where}. Check the port, and that the SSH server runs.`;
  if (fault.code === 'ENOTFOUND' || fault.code === 'EAI_AGAIN') return `No machine is known by the name "${address}".`;
  if (fault.code === 'EHOSTUNREACH' || fault.code === 'ENETUNREACH' || fault.code === 'ETIMEDOUT') return `There is no way to ${where} from here.`;
  return `${where} cannot be reached over SSH: ${fault.message}`;
}
