/** The Docker Engine that tests of containers start. */
import { spawnSync } from 'node:child_process';
import { canInstall, installPackages } from './debian.mjs';
import { say } from './progress.mjs';

const PACKAGES = ['docker.io', 'iptables', 'busybox-static', 'curl'];
const PROGRAMS = ['dockerd', 'iptables', 'busybox', 'curl'];

/** Installs it where Debian's package manager is there and may be used; says loudly where its tests will be skipped. */
export function ensureDocker() {
  if (isInstalled()) return;
  if (canInstall()) {
    say('Installing a Docker Engine for the tests of containers (once, half a minute)');
    installPackages(...PACKAGES);
  }
  if (!isInstalled()) say(`SKIPPED: the tests with a real Docker Engine, which is not installed; the set is not whole here. On Debian: sudo apt-get install ${PACKAGES.join(' ')}`);
}

function isInstalled() {
  return PROGRAMS.every((program) => spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0);
}
