/** Hosts with a real sshd, each in a network namespace of its own behind a cable that can be pulled. They share the files of this machine. Needs root, ip and sshd. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SSHD = '/usr/sbin/sshd';

export interface TestedHost {
  address: string;
  /** Its network is away, as if the cable was pulled; and there again. */
  cut(): void;
  mend(): void;
  /** It comes up with another key. */
  rekey(): Promise<void>;
}

export interface TestedHosts {
  privateKey: string;
  hosts: TestedHost[];
  end(): void;
}

/** Null where it can be had; else why not. */
export function noSshHosts(): string | null {
  if (process.getuid?.() !== 0) return 'it takes root to make network namespaces';
  for (const program of [SSHD, 'ip', 'ssh-keygen']) if (spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0) return `${program} is not installed`;
  const name = `hearth-try-${process.pid}`;
  if (spawnSync('ip', ['netns', 'add', name]).status !== 0) return 'this machine does not let network namespaces be made';
  const made = spawnSync('ip', ['link', 'add', `ht${process.pid % 100_000}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name]);
  spawnSync('ip', ['netns', 'del', name]);
  return made.status === 0 ? null : 'this machine does not let network links be made';
}

/** `net`: the first three numbers of the hosts' addresses, a prefix for each call. `options`: lines for sshd_config of the host of that number. */
export async function startSshHosts(count: number, net: string, options: Readonly<Record<number, string>> = {}): Promise<TestedHosts> {
  const directory = mkdtempSync(path.join(tmpdir(), 'hearth-sshd-'));
  mkdirSync('/run/sshd', { recursive: true });
  const key = path.join(directory, 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  execFileSync('cp', [`${key}.pub`, path.join(directory, 'authorized_keys')]);
  chmodSync(path.join(directory, 'authorized_keys'), 0o600);
  const daemons = new Map<number, ChildProcess>();
  const names: string[] = [];
  const daemon = async (index: number, file: string): Promise<void> => {
    const address = `${net}.${index * 4 + 2}`;
    const hostKey = path.join(directory, file);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', hostKey]);
    const config = path.join(directory, `${file}.conf`);
    writeFileSync(config, `Port 22\nListenAddress ${address}\nHostKey ${hostKey}\nPidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nPermitRootLogin yes\nAuthorizedKeysFile ${directory}/authorized_keys\n${options[index] ?? ''}\n`);
    const child = spawn('ip', ['netns', 'exec', names[index] ?? '', SSHD, '-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
    daemons.set(index, child);
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.stderr.on('data', (piece: Buffer) => {
        said += piece.toString();
        if (said.includes('Server listening')) resolve();
      });
      child.once('exit', () => reject(new Error(`sshd ended: ${said}`)));
    });
  };
  const hosts: TestedHost[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `hearth-${process.pid}-${net.replaceAll('.', '-')}-${index}`;
    const link = `h${(process.pid % 100_000).toString(36)}${net.split('.').pop()}x${index}`;
    const [here, there] = [`${net}.${index * 4 + 1}`, `${net}.${index * 4 + 2}`];
    names.push(name);
    execFileSync('ip', ['netns', 'add', name]);
    execFileSync('ip', ['link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name]);
    execFileSync('ip', ['addr', 'add', `${here}/30`, 'dev', link]);
    execFileSync('ip', ['link', 'set', link, 'up']);
    for (const command of [`addr add ${there}/30 dev eth0`, 'link set eth0 up', 'link set lo up']) execFileSync('ip', ['-n', name, ...command.split(' ')]);
    await daemon(index, `host${index}`);
    hosts.push({
      address: there,
      cut: () => void execFileSync('ip', ['link', 'set', link, 'down']),
      mend: () => void execFileSync('ip', ['link', 'set', link, 'up']),
      async rekey() {
        daemons.get(index)?.kill('SIGKILL');
        spawnSync('sh', ['-c', `kill -9 $(ip netns pids ${name})`]);
        await daemon(index, `other${index}`);
      },
    });
  }
  return {
    privateKey: readFileSync(key, 'utf8'),
    hosts,
    end() {
      for (const name of names) {
        // Children of the daemon, too: sessions that are open.
        spawnSync('sh', ['-c', `kill -9 $(ip netns pids ${name})`]);
        spawnSync('ip', ['netns', 'del', name]);
      }
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
