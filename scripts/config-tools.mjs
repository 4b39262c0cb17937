/** The tools of software configuration, and OpenStack's host agent, that tests run. */
import { existsSync } from 'node:fs';
import { canInstall, installPackages } from './debian.mjs';
import { say } from './progress.mjs';

/** Program and package of Debian. Salt, Chef and the kubelet are not in Debian, and neither is a cluster for kubectl: stand-ins take their places in the tests. */
const TOOLS = [
  ['ansible-playbook', 'ansible-core'],
  ['puppet', 'puppet-agent'],
  ['hiera', 'hiera'],
  ['cloud-init', 'cloud-init'],
  ['docker-compose', 'docker-compose'],
  ['kubectl', 'kubernetes-client'],
  ['os-collect-config', 'python3-os-collect-config'],
  ['os-apply-config', 'python3-os-apply-config'],
];

/** Installs what is missing where Debian's package manager is there and may be used; says loudly which tools will not be tried. */
export function ensureConfigTools() {
  let packages = missing();
  if (packages.length === 0) return;
  if (canInstall()) {
    say(`Installing the tools that the tests of software configuration run: ${packages.join(', ')} (once, about a minute)`);
    // Where a release of Debian lacks one of them, the others are still installed.
    if (installPackages(...packages) !== '') for (const name of packages) installPackages(name);
    packages = missing();
  }
  if (packages.length > 0) say(`SKIPPED: the tests with ${packages.join(', ')}, which cannot be had here; the set is not whole. On Debian: sudo apt-get install ${packages.join(' ')}`);
}

function missing() {
  return TOOLS.filter(([program]) => !existsSync(`/usr/bin/${program}`) && !existsSync(`/usr/local/bin/${program}`)).map(([, name]) => name);
}
