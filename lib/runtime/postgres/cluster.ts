/**
 * A PostgreSQL server of our own in a directory: made when missing, started, watched, stopped.
 *
 * The server lives in its own session, so that Ctrl-C in the terminal reaches the supervisor only, which stops things in order. A small shell holds the
 * other end of a pipe from this process: when this process dies, however it dies, the pipe closes and the shell shuts the server down.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseAccount, giveTo, type Account } from './account';
import { postgresBinaries, type PostgresBinaries } from './binaries';
import { readPostmaster, releaseDirectory } from './postmaster';

export interface ClusterOptions {
  /** Data directory of the server; its parent also gets the password file `<directory>.password`. */
  directory: string;
  logFile: string;
  /** A free one is taken when absent. */
  port?: number;
  /** False: no fsync. For tests only, where losing the data in a power cut is no loss. */
  durable: boolean;
}

export interface Cluster {
  readonly port: number;
  readonly pid: number;
  /** Connection URL of a database of this server. */
  url(database: string): string;
  /** Resolves when the server has ended, asked or not. */
  readonly exited: Promise<void>;
  /** Fast shutdown: open connections are closed, everything committed is on disk. */
  stop(): Promise<void>;
}

const USER = 'hearth';
const GUARD = [
  'exec 3<&0',
  '"$@" & server=$!',
  '(cat <&3 >/dev/null; kill -INT $server 2>/dev/null) & watch=$!',
  'wait $server; result=$?',
  'kill $watch 2>/dev/null',
  'exit $result',
].join('\n');

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const directory = path.resolve(options.directory);
  const binaries = await postgresBinaries();
  mkdirSync(path.dirname(options.logFile), { recursive: true });
  mkdirSync(path.dirname(directory), { recursive: true });
  const account = databaseAccount(binaries.postgres, path.dirname(directory));
  await releaseDirectory(directory);
  const password = createIfMissing(directory, binaries, account, options);
  const port = options.port ?? (await freePort());
  const guard = launch(directory, binaries, account, port, options);
  const exited = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
  const pid = await whenReady(directory, guard, options.logFile);
  return {
    port,
    pid,
    url: (database) => `postgresql://${USER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    exited,
    async stop() {
      guard.stdin?.end();
      await exited;
    },
  };
}

/** A TCP port of 127.0.0.1 nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

function createIfMissing(directory: string, binaries: PostgresBinaries, account: Account, options: ClusterOptions): string {
  const passwordFile = `${directory}.password`;
  // PG_VERSION is among the last files initdb writes: without it, an earlier attempt was interrupted.
  if (existsSync(path.join(directory, 'PG_VERSION')) && existsSync(passwordFile)) return readFileSync(passwordFile, 'utf8').trim();
  const password = randomBytes(24).toString('hex');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  giveTo(account, directory);
  const forInitdb = path.join(tmpdir(), `hearth-${randomBytes(8).toString('hex')}`);
  writeFileSync(forInitdb, `${password}\n`, { mode: 0o600 });
  giveTo(account, forInitdb);
  try {
    const [program = '', ...words] = [
      ...account.prefix, binaries.initdb,
      `--pgdata=${directory}`, `--username=${USER}`, `--pwfile=${forInitdb}`, '--auth=scram-sha-256', '--encoding=UTF8',
      '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--set=timezone=UTC', '--set=log_timezone=UTC',
      ...(options.durable ? [] : ['--no-sync']),
    ];
    const made = spawnSync(program, words, { ...account.spawnAs, encoding: 'utf8', cwd: '/', env: { ...process.env, LC_ALL: 'C' } });
    if (made.status !== 0) {
      rmSync(directory, { recursive: true, force: true });
      throw new Error(`The database directory ${directory} could not be made: ${made.stderr?.trim() || made.error?.message || `initdb ended with ${made.status}`}`);
    }
  } finally {
    rmSync(forInitdb, { force: true });
  }
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  return password;
}

function launch(directory: string, binaries: PostgresBinaries, account: Account, port: number, options: ClusterOptions): ChildProcess {
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    // Queries here are short; compiling them costs more than it saves.
    jit: 'off',
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(options.logFile, 'a', 0o600);
  const [program = '', ...words] = [...account.prefix, '/bin/sh', '-c', GUARD, 'sh', binaries.postgres, '-D', directory, ...flags];
  const guard = spawn(program, words, { ...account.spawnAs, cwd: '/', stdio: ['pipe', log, log], detached: true, env: { ...process.env, LC_ALL: 'C' } });
  closeSync(log);
  // Writing to a guard that is gone is no error of ours: its end is seen through 'exit'.
  guard.stdin?.on('error', () => undefined);
  return guard;
}

async function whenReady(directory: string, guard: ChildProcess, logFile: string): Promise<number> {
  let failure: string | undefined;
  guard.once('error', (error) => { failure = error.message; });
  guard.once('exit', (code) => { failure ??= `it ended with ${code}`; });
  // Crash recovery after a power cut may take its time.
  for (const end = Date.now() + 120_000; Date.now() < end; ) {
    const server = readPostmaster(directory);
    if (server?.ready) return server.pid;
    if (failure) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  guard.stdin?.end();
  const tail = readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n');
  throw new Error(`PostgreSQL did not start in ${directory}: ${failure ?? 'not ready after two minutes'}. The end of ${logFile}:\n${tail}`);
}
