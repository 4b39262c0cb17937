/**
 * A Docker Engine of its own for tests: everything it keeps is in a temporary directory. It needs root, dockerd, iptables and a kernel that lets
 * it make networks; where it does not start, the tests that want it are skipped, and say so.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Docker from 'dockerode';

export interface DockerDaemon {
  /** `unix://...` */
  readonly address: string;
  readonly engine: Docker;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Containers, networks, all data. */
  end(): Promise<void>;
}

const START_MS = 30_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => {
  setTimeout(resolve, ms);
});

export interface DockerDaemonOptions {
  /** With a bridge of its own, as containers of old compose files want one. */
  bridge?: boolean;
}

/** Or why there is none. */
export async function startDockerDaemon({ bridge = false }: DockerDaemonOptions = {}): Promise<DockerDaemon | string> {
  const missing = ['dockerd', 'iptables', 'busybox', 'curl', ...(bridge ? ['ip'] : [])].filter((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0);
  if (missing.length > 0) return `${missing.join(', ')} not installed (Debian: apt-get install docker.io iptables iproute2 busybox-static curl)`;
  if (process.getuid?.() !== 0) return 'dockerd needs root';
  const home = mkdtempSync(path.join(tmpdir(), 'hearth-docker-'));
  const socket = path.join(home, 'docker.sock');
  const engine = new Docker({ socketPath: socket });
  let child: ChildProcess | null = null;
  const bridgeName = bridge ? `hearth${process.pid % 100_000}` : 'none';
  const start = async (): Promise<void> => {
    const log = openSync(path.join(home, 'log'), 'a');
    // Not the usual bridge: another Docker of the machine has that. Most tests make their networks.
    child = spawn('dockerd', [
      '-H', `unix://${socket}`, '--data-root', path.join(home, 'data'), '--exec-root', path.join(home, 'exec'), '--pidfile', path.join(home, 'pid'), '--bridge', bridgeName,
      '--storage-driver', 'vfs', '--default-ulimit', 'nofile=20000:20000', '--default-ulimit', 'nproc=20000:20000', '--shutdown-timeout', '2',
    ], { stdio: ['ignore', log, log] });
    for (const end = Date.now() + START_MS; ; await pause(100)) {
      if (await engine.ping().then(() => true, () => false)) return;
      if (child.exitCode !== null || Date.now() > end) throw new Error(`dockerd does not start: ${readFileSync(path.join(home, 'log'), 'utf8').slice(-600)}`);
    }
  };
  const stop = async (): Promise<void> => {
    const running = child;
    if (running === null || running.exitCode !== null) return;
    const ended = new Promise((resolve) => {
      running.once('exit', resolve);
    });
    running.kill('SIGTERM');
    await ended;
  };
  const end = async (): Promise<void> => {
    for (const { Id } of await engine.listContainers({ all: true }).catch(() => [])) await engine.getContainer(Id).remove({ force: true, v: true }).catch(() => undefined);
    await engine.pruneNetworks().catch(() => undefined);
    await stop();
    if (bridge) spawnSync('ip', ['link', 'del', bridgeName]);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    if (bridge) makeBridge(bridgeName);
    await start();
    for (const [name, withCurl] of [['shell', true], ['bare', false]] as const) await engine.importImage(imageTar(home, withCurl), { repo: name, tag: 'latest' }).then(drained(engine));
    await probe(engine);
  } catch (error) {
    await end();
    return error instanceof Error ? error.message : String(error);
  }
  return { address: `unix://${socket}`, engine, start, stop, end };
}

function makeBridge(name: string): void {
  execFileSync('ip', ['link', 'add', name, 'type', 'bridge'], { stdio: 'pipe' });
  execFileSync('ip', ['addr', 'add', `10.213.${process.pid % 250}.1/24`, 'dev', name], { stdio: 'pipe' });
  execFileSync('ip', ['link', 'set', name, 'up'], { stdio: 'pipe' });
}

/** Throws where a container does not start, or does not reach this machine. */
async function probe(engine: Docker): Promise<void> {
  const door = await openToContainers('http://127.0.0.1:9');
  const network = await engine.createNetwork({ Name: 'probe' });
  try {
    const gateway = (await network.inspect())?.IPAM?.Config?.[0]?.Gateway;
    const container = await engine.createContainer({ Image: 'bare', Cmd: ['nc', '-w', '5', String(gateway), String(door.port)], HostConfig: { NetworkMode: 'probe' }, StopTimeout: 0 });
    await container.start();
    const { StatusCode } = await container.wait();
    await container.remove({ force: true });
    if (StatusCode !== 0) throw new Error('containers do not reach this machine over their network');
  } finally {
    await network.remove().catch(() => undefined);
    await door.close();
  }
}

const drained = (engine: Docker) => (stream: NodeJS.ReadableStream): Promise<void> =>
  new Promise((resolve, reject) => {
    engine.modem.followProgress(stream, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });

/** A root file system of busybox and, where wanted, this machine's curl with the libraries it loads. */
function imageTar(home: string, withCurl: boolean): string {
  const root = path.join(home, withCurl ? 'shell' : 'bare');
  mkdirSync(path.join(root, 'bin'), { recursive: true });
  for (const directory of ['tmp', 'etc', 'var', 'data']) mkdirSync(path.join(root, directory));
  copyFileSync(programPath('busybox'), path.join(root, 'bin/busybox'));
  const applets = execFileSync('busybox', ['--list'], { encoding: 'utf8' }).split('\n').filter((name) => name !== '' && name !== 'busybox');
  for (const applet of applets) symlinkSync('busybox', path.join(root, 'bin', applet));
  if (withCurl) {
    const curl = programPath('curl');
    copyFileSync(curl, path.join(root, 'bin/curl'));
    const libraries = execFileSync('ldd', [curl], { encoding: 'utf8' }).match(/\/\S+\.so\S*/g) ?? [];
    for (const library of libraries) {
      mkdirSync(path.join(root, path.dirname(library)), { recursive: true });
      if (!existsSync(path.join(root, library))) copyFileSync(library, path.join(root, library));
    }
  }
  const file = `${root}.tar`;
  execFileSync('tar', ['-C', root, '-cf', file, '.']);
  return file;
}

function programPath(name: string): string {
  return realpathSync(execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim());
}

/** Lets others than this machine reach a server that listens on 127.0.0.1; answers the port. */
export async function openToContainers(url: string): Promise<{ port: number; close(): Promise<void> }> {
  const target = Number(new URL(url).port);
  const server: Server = createServer((socket) => {
    const onward = connect(target, '127.0.0.1');
    socket.on('error', () => onward.destroy()).pipe(onward);
    onward.on('error', () => socket.destroy()).pipe(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '0.0.0.0', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
    }),
  };
}
