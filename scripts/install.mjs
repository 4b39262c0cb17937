/** Installs the packages of package-lock.json when some are missing or of another version. Plain Node, no packages: this is what runs first. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { say } from './progress.mjs';

/** What npm leaves in node_modules about what it has put there. */
const INSTALLED = 'node_modules/.package-lock.json';

/** @returns {Promise<boolean>} whether anything had to be installed */
export async function installPackages() {
  if (upToDate()) return false;
  say('Installing packages (one or two minutes the first time)');
  // Not `npm ci`: it refuses a lock file that leaves out optional packages for other platforms, and it deletes what another running Hearth may be
  // using. The versions and checksums of the lock file hold here as well.
  await npm(['install', '--no-save', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  if (!upToDate()) throw new Error('npm ended without an error, but node_modules still differs from package-lock.json. Remove node_modules and start again.');
  say('Packages installed');
  return true;
}

function upToDate() {
  if (!existsSync(INSTALLED)) return false;
  const wanted = packages('package-lock.json');
  const present = packages(INSTALLED);
  return Object.entries(wanted).every(([place, entry]) => place === '' || entry.optional || entry.peer || present[place]?.version === entry.version);
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean }>} */
function packages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/** @param {string[]} words */
function npm(words) {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => { output += chunk; });
    child.stderr.on('data', (chunk) => { output += chunk; });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve(undefined) : reject(new Error(`npm ${words.join(' ')} ended with ${code}:\n${output.slice(-4000)}`))));
  });
}
