/** Machines for tests: network namespaces of this one, each with a real sshd and an address of its own. They share files with this machine. */
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
  spawnSync('ip', ['netns', 'delete', name], { stdio: 'ignore' });
  return null;
}

export interface SshMachine {
  address: string;
  /** Where its agent may live. */
  directory: string;
}

export class SshLab {
  /** Of this machine, as the others see it. */
  readonly gateway: string;
  readonly privateKey: string;
  readonly machines: SshMachine[] = [];
  private readonly directory = mkdtempSync(path.join(tmpdir(), 'hearth-ssh-lab-'));
  private readonly id = process.pid % 10_000;
  private readonly net: string;
  private readonly daemons: ChildProcess[] = [];

  private constructor() {
    this.net = `10.231.${process.pid % 250}`;
    this.gateway = `${this.net}.1`;
    this.privateKey = this.keyPair('client');
  }

  static async open(count: number): Promise<SshLab> {
    const lab = new SshLab();
    mkdirSync('/run/sshd', { recursive: true });
    ip('link', 'add', lab.bridge, 'type', 'bridge');
    ip('address', 'add', `${lab.gateway}/24`, 'dev', lab.bridge);
    ip('link', 'set', lab.bridge, 'up');
    for (let index = 0; index < count; index += 1) await lab.add(index);
    return lab;
  }

  /** The link of a machine breaks, or is mended. */
  cut(index: number, broken: boolean): void {
    ip('link', 'set', this.link(index), broken ? 'down' : 'up');
  }

  /** Its sshd shows another key from now on. */
  async reinstall(index: number): Promise<void> {
    await this.stop(index);
    this.keyPair(`host-${index}`);
    await this.listen(index);
  }

  async close(): Promise<void> {
    for (let index = 0; index < this.machines.length; index += 1) {
      const { stdout } = spawnSync('ip', ['netns', 'pids', this.space(index)], { encoding: 'utf8' });
      for (const pid of stdout.split('\n').filter((line) => line !== '').map(Number)) if (isThere(pid)) process.kill(pid, 'SIGKILL');
      ip('netns', 'delete', this.space(index));
    }
    ip('link', 'delete', this.bridge);
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }

  private async add(index: number): Promise<void> {
    const address = `${this.net}.${index + 10}`;
    const directory = path.join(this.directory, `machine-${index}`);
    const space = this.space(index);
    ip('netns', 'add', space);
    ip('link', 'add', this.link(index), 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
    ip('link', 'set', this.link(index), 'master', this.bridge, 'up');
    ip('-n', space, 'address', 'add', `${address}/24`, 'dev', 'eth0');
    ip('-n', space, 'link', 'set', 'eth0', 'up');
    ip('-n', space, 'link', 'set', 'lo', 'up');
    this.keyPair(`host-${index}`);
    writeFileSync(path.join(this.directory, `sshd-${index}`), [
      `ListenAddress ${address}:22`, `HostKey ${path.join(this.directory, `host-${index}`)}`, `AuthorizedKeysFile ${path.join(this.directory, 'client.pub')}`,
      'PermitRootLogin yes', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'UsePAM no', 'StrictModes no', 'PidFile none', '',
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
  }

  /** Answers the private half. */
  private keyPair(name: string): string {
    const file = path.join(this.directory, name);
    rmSync(file, { force: true });
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
    return readFileSync(file, 'utf8');
  }

  private get bridge(): string {
    return `hb${this.id}`;
  }

  private space(index: number): string {
    return `hearth-${this.id}-${index}`;
  }

  private link(index: number): string {
    return `hv${this.id}-${index}`;
  }
}

function ip(...words: string[]): void {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
