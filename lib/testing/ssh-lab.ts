/**
 * Machines for tests: network namespaces of this one, each with a real sshd, an address, a host name and a home directory of its own. They share the other files of
 * this machine, but nothing of who runs the tests: the start-up files of a shell may be slow, or wait for something.
 */
import { execFile, execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const SSHD = '/usr/sbin/sshd';
/** What is here takes the place of the same file of /etc for everything in that namespace (ip-netns(8)). */
const ETC = '/etc/netns';
const USER_ID = 54_321;

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
  /** By which the others of the lab find it, too. */
  hostname: string;
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

  /** Every machine gets a user of that name, who may become nobody else, and an empty .ssh; each has a home of its own. Answers the homes. */
  addUser(name: string): string[] {
    return this.machines.map(({ directory }, index) => {
      const home = path.join(directory, name);
      mkdirSync(path.join(home, '.ssh'), { recursive: true, mode: 0o700 });
      for (const each of [home, path.join(home, '.ssh')]) chownSync(each, USER_ID, USER_ID);
      // Its way there is through the directory of the lab, whose keys stay closed.
      for (const each of [this.directory, directory]) chmodSync(each, 0o711);
      this.append(index, 'passwd', `${name}:x:${USER_ID}:${USER_ID}::${home}:/bin/bash\n`);
      this.append(index, 'group', `${name}:x:${USER_ID}:\n`);
      this.append(index, 'shadow', `${name}:*:19000:0:99999:7:::\n`);
      return home;
    });
  }

  /** A shell's command line runs as root on a machine. */
  async run(index: number, command: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
    const env = { ...process.env, HOME: this.machines[index]?.directory ?? '', ...environment };
    const { stdout } = await promisify(execFile)('ip', ['netns', 'exec', this.space(index), ...this.named(index), 'sh', '-c', command], { env });
    return stdout;
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
      rmSync(path.join(ETC, this.space(index)), { recursive: true, force: true });
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
      `ListenAddress ${address}:22`, `HostKey ${path.join(this.directory, `host-${index}`)}`, `AuthorizedKeysFile ${path.join(this.directory, 'client.pub')} .ssh/authorized_keys`,
      'PermitRootLogin yes', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'UsePAM no', 'StrictModes no', 'PidFile none',
      `SetEnv HOME=${directory}`, options, '',
    ].join('\n'));
    const hostname = `machine-${index}`;
    this.machines.push({ address, directory, hostname });
    mkdirSync(path.join(ETC, space), { recursive: true });
    for (const file of ['passwd', 'group', 'shadow', 'hosts']) writeFileSync(path.join(ETC, space, file), readFileSync(path.join('/etc', file)), { mode: file === 'shadow' ? 0o600 : 0o644 });
    this.machines.forEach((machine, other) => {
      this.append(index, 'hosts', `${machine.address} ${machine.hostname}\n`);
      if (other !== index) this.append(other, 'hosts', `${address} ${hostname}\n`);
    });
    await this.listen(index);
  }

  private async listen(index: number): Promise<void> {
    const space = this.space(index);
    this.daemons[index] = spawn('ip', ['netns', 'exec', space, ...this.named(index), SSHD, '-D', '-f', path.join(this.directory, `sshd-${index}`)], { stdio: 'ignore' });
    for (let tries = 0; tries < 200; tries += 1) {
      if (spawnSync('ip', ['netns', 'exec', space, 'ss', '-ltn'], { encoding: 'utf8' }).stdout.includes(':22 ')) return;
      await pause(50);
    }
    throw new Error(`the sshd of ${space} does not listen`);
  }

  /** Words before a command that runs where the host name is that of the machine. */
  private named(index: number): string[] {
    return ['unshare', '--uts', 'sh', '-c', 'hostname "$0" && exec "$@"', this.machines[index]?.hostname ?? ''];
  }

  /** The file is that of the machine, mounted over the one of this one: it is written in place, or the mount would keep the old one. */
  private append(index: number, file: string, line: string): void {
    writeFileSync(path.join(ETC, this.space(index), file), line, { flag: 'a' });
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
    rmSync(path.join(ETC, space), { recursive: true, force: true });
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
