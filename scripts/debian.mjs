/** Packages of Debian that some tests drive. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from './progress.mjs';

/** Whether packages can be installed here: with apt-get, as root. */
export function canInstall() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Installs packages, with new lists where the old ones do not do. @param {string[]} names @returns {string} what apt-get complained about, empty when all is well */
export function installPackages(...names) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...names], { encoding: 'utf8', env: environment });
  let result = install();
  if (result.status !== 0) {
    spawnSync('apt-get', ['update'], { stdio: 'ignore', env: environment });
    result = install();
  }
  return result.status === 0 ? '' : result.stderr.slice(-2000);
}

/** What the tests of machines over SSH need; where it cannot be had, they say that they are skipped. */
export function ensureSsh() {
  const there = () => existsSync('/usr/sbin/sshd') && ['/usr/sbin/ip', '/usr/bin/ip', '/sbin/ip'].some((file) => existsSync(file));
  if (there() || !canInstall()) return;
  say('Installing an SSH server for the tests of machines over SSH (once, some seconds)');
  // Debian starts a server after its installation; none is wanted here but those of the tests.
  installPackages('openssh-server', 'openssh-client', 'iproute2');
}
