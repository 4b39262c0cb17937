/** The client of OpenStack that the tests of the API drive. */
import { spawnSync } from 'node:child_process';
import { canInstall, installPackages } from './debian.mjs';
import { say } from './progress.mjs';

const PACKAGES = ['python3-openstackclient', 'python3-heatclient'];
/** Clients of the CFN-compatible API; not every release of Debian has them. */
const MORE_PACKAGES = ['python3-boto3', 'heat-cfntools'];

/** Installs the client where Debian's package manager is there and may be used; says loudly where its tests will be skipped. */
export function ensureOpenstackClient() {
  if (isInstalled() && hasMore()) return;
  if (!canInstall()) {
    say(`SKIPPED: the tests with the clients of OpenStack and CloudFormation that are not installed; the set is not whole here. On Debian: sudo apt-get install ${[...PACKAGES, ...MORE_PACKAGES].join(' ')}`);
    return;
  }
  say('Installing the clients of OpenStack for the tests of the APIs (once, about a minute)');
  if (!isInstalled()) {
    const complaint = installPackages(...PACKAGES);
    if (!isInstalled()) throw new Error(`The openstack client could not be installed:\n${complaint}`);
  }
  // Without these their tests say that they are skipped.
  if (!hasMore()) for (const name of MORE_PACKAGES) installPackages(name);
}

function hasMore() {
  return ['/usr/bin/python3', 'python3'].some((python) => spawnSync(python, ['-c', 'import boto3'], { stdio: 'ignore' }).status === 0) && spawnSync('cfn-signal', ['--help'], { stdio: 'ignore' }).status === 0;
}

function isInstalled() {
  return spawnSync('openstack', ['stack', 'list', '--help'], { stdio: 'ignore' }).status === 0;
}
