/** The client of OpenStack that the tests of the API drive. */
import { spawnSync } from 'node:child_process';
import { say } from './progress.mjs';

const PACKAGES = ['python3-openstackclient', 'python3-heatclient'];

/** Installs the client where Debian's package manager is there and may be used; says loudly where its tests will be skipped. */
export function ensureOpenstackClient() {
  if (isInstalled()) return;
  const apt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!apt || process.getuid?.() !== 0) {
    say(`SKIPPED: the tests with the openstack client, which is not installed. On Debian: sudo apt-get install ${PACKAGES.join(' ')}`);
    return;
  }
  say('Installing the openstack client for the tests of the API (once, about a minute)');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], { encoding: 'utf8', env: environment });
  let result = install();
  if (result.status !== 0) {
    spawnSync('apt-get', ['update'], { stdio: 'ignore', env: environment });
    result = install();
  }
  if (!isInstalled()) throw new Error(`The openstack client could not be installed:\n${result.stderr.slice(-2000)}`);
}

function isInstalled() {
  return spawnSync('openstack', ['stack', 'list', '--help'], { stdio: 'ignore' }).status === 0;
}
