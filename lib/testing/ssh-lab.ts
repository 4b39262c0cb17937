/**
 * Machines for tests: network namespaces of this one, each with a real sshd, an address and a home directory of its own. They share the other files of this machine,
 * but nothing of who runs the tests: the start-up files of a shell may be slow, or wait for something.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const SSHD = '/usr/sbin/sshd';

/** Null where such machines can be made; otherwise why not. */
export function sshLabRefusal(): string | null {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  if (!existsSync(SSHD)) return 'there is no sshd (Debian: apt-get install openssh-server iproute2)';
  const name = `hearth-try-${process.pid}`;
  if (spawnSync('ip', ['netns', 'add', name], { stdio: 'ignore' }).status !== 0) return 'no network namespace can be made here';
  const linked = spawnSync('ip', ['link', 'add', `ht${process.pid}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name], { stdio: 'ignore' });
  spawnSync('ip', ['netns', 'delete', name], { stdio: 'ignore' });
  return linked.status === 0 ? null : 'no network link can be made here';
}

export interface SshMachine {
  address: string;
  /** The home directory of its user; an agent may live there. */
  directory: string;
}

export class SshLab {
  /** Of this machine, as the others see it. */
  readonly gateway: string;
  readonly privateKey: string;
  readonly machines: SshMachine[] = [];
  private readonly directory = mkdtempSync(path.join(tmpdir(), 'hearth-ssh-lab-'));
  private readonly id = process.pid;
  private readonly net: string;
  private readonly daemons: ChildProcess[] = [];

  private constructor() {
    this.net = `10.${192 + ((process.pid >> 8) & 63)}.${process.pid & 255}`;
    this.gateway = `${this.net}.1`;
    this.privateKey = this.keyPair('client');
  }

  /** `options`: more lines of sshd_config, by the number of the machine. */
  static async open(count: number, options: Readonly<Record<number, string>> = {}): Promise<SshLab> {
    clearWhatIsLeft();
    const lab = new SshLab();
    mkdirSync('/run/sshd', { recursive: true });
    // The switch has a name space of its own: in that of this machine a firewall, such as Docker's, may forbid what goes from one machine to another.
    ip('netns', 'add', lab.switch);
    ip('-n', lab.switch, 'link', 'add', 'bridge', 'type', 'bridge');
    ip('-n', lab.switch, 'link', 'set', 'bridge', 'up');
    ip('link', 'add', lab.uplink, 'type', 'veth', 'peer', 'name', 'uplink', 'netns', lab.switch);
    ip('-n', lab.switch, 'link', 'set', 'uplink', 'master', 'bridge', 'up');
    ip('address', 'add', `${lab.gateway}/24`, 'dev', lab.uplink);
    ip('link', 'set', lab.uplink, 'up');
    for (let index = 0; index < count; index += 1) await lab.add(index, options[index] ?? '');
    return lab;
  }

  /** The link of a machine breaks, or is mended. */
  cut(index: number, broken: boolean): void {
    ip('-n', this.switch, 'link', 'set', link(index), broken ? 'down' : 'up');
  }

  /** It loses all that ran on it, open sessions too, and its sshd shows another key from now on. */
  async reinstall(index: number): Promise<void> {
    await this.stop(index);
    this.keyPair(`host-${index}`);
    await this.listen(index);
  }

  async close(): Promise<void> {
    for (let index = 0; index < this.machines.length; index += 1) {
      killAll(this.space(index));
      ip('netns', 'delete', this.space(index));
    }
    ip('link', 'delete', this.uplink);
    ip('netns', 'delete', this.switch);
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }

  private async add(index: number, options: string): Promise<void> {
    const address = `${this.net}.${index + 10}`;
    const directory = path.join(this.directory, `machine-${index}`);
    const space = this.space(index);
    ip('netns', 'add', space);
    ip('-n', this.switch, 'link', 'add', link(index), 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
    ip('-n', this.switch, 'link', 'set', link(index), 'master', 'bridge', 'up');
    ip('-n', space, 'address', 'add', `${address}/24`, 'dev', 'eth0');
    ip('-n', space, 'link', 'set', 'eth0', 'up');
    ip('-n', space, 'link', 'set', 'lo', 'up');
    mkdirSync(directory);
    this.keyPair(`host-${index}`);
    writeFileSync(path.join(this.directory, `sshd-${index}`), [
      `ListenAddress ${address}:22`, `HostKey ${path.join(this.directory, `host-${index}`)}`, `AuthorizedKeysFile ${path.join(this.directory, 'client.pub')}`,
      'PermitRootLogin yes', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'UsePAM no', 'StrictModes no', 'PidFile none',
      `SetEnv HOME=${directory}`, options, '',
    ].join('\n'));
    this.machines.push({ address, directory });
    await this.listen(index);
  }

  private async listen(index: number): Promise<void> {
    const space = this.space(index);
    this.daemons[index] = spawn('ip', ['netns', 'exec', space, SSHD, '-D', '-f', path.join(this.directory, `sshd-${index}`)], { stdio: 'ignore' });
    for (let tries = 0; tries < 200; tries += 1) {
      if (spawnSync('ip', ['netns', 'exec', space, 'ss', '-ltn'], { encoding: 'utf8' }).stdout.includes(':22 ')) return;
      await pause(50);
    }
    throw new Error(`the sshd of ${space} does not listen`);
  }

  private async stop(index: number): Promise<void> {
    const daemon = this.daemons[index];
    if (daemon === undefined) return;
    const gone = new Promise((resolve) => daemon.once('exit', resolve));
    daemon.kill('SIGKILL');
    await gone;
    killAll(this.space(index));
  }

  /** Answers the private half. */
  private keyPair(name: string): string {
    const file = path.join(this.directory, name);
    rmSync(file, { force: true });
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
    return readFileSync(file, 'utf8');
  }

  private get switch(): string {
    return `hearth-${this.id}-switch`;
  }

  private get uplink(): string {
    return `hu${this.id}`;
  }

  private space(index: number): string {
    return `hearth-${this.id}-${index}`;
  }
}

function link(index: number): string {
  return `machine-${index}`;
}

function ip(...words: string[]): void {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });
}

function killAll(space: string): void {
  const { stdout } = spawnSync('ip', ['netns', 'pids', space], { encoding: 'utf8' });
  for (const pid of stdout.split('\n').filter((line) => line !== '').map(Number)) if (isThere(pid)) process.kill(pid, 'SIGKILL');
}

/** Of test runs that were killed: their networks would answer in place of new ones. */
function clearWhatIsLeft(): void {
  const { stdout: spaces } = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' });
  for (const [space, pid] of spaces.matchAll(/^hearth-(\d+)-(?:\d+|switch)/gm)) {
    if (isThere(Number(pid))) continue;
    killAll(space);
    spawnSync('ip', ['netns', 'delete', space], { stdio: 'ignore' });
  }
  const { stdout: links } = spawnSync('ip', ['-o', 'link', 'show', 'type', 'veth'], { encoding: 'utf8' });
  for (const [, uplink = '', pid] of links.matchAll(/^\d+: (hu(\d+))@/gm)) if (!isThere(Number(pid))) spawnSync('ip', ['link', 'delete', uplink], { stdio: 'ignore' });
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
