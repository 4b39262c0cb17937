/** The Docker Engine that tests of containers start. */
import { spawnSync } from 'node:child_process';
import { say } from './progress.mjs';

const PACKAGES = ['docker.io', 'iptables', 'busybox-static', 'curl'];
const PROGRAMS = ['dockerd', 'iptables', 'busybox', 'curl'];

/** Installs it where Debian's package manager is there and may be used; says loudly where its tests will be skipped. */
export function ensureDocker() {
  if (isInstalled()) return;
  const apt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (apt && process.getuid?.() === 0) {
    say('Installing a Docker Engine for the tests of containers (once, half a minute)');
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = () => spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], { stdio: 'ignore', env: environment });
    if (install().status !== 0) {
      spawnSync('apt-get', ['update'], { stdio: 'ignore', env: environment });
      install();
    }
  }
  if (!isInstalled()) say(`SKIPPED: the tests with a real Docker Engine, which is not installed; the set is not whole here. On Debian: sudo apt-get install ${PACKAGES.join(' ')}`);
}

function isInstalled() {
  return PROGRAMS.every((program) => spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0);
}
