/**
 * Node 24, which Hearth runs on, whatever Node is on the machine: it comes with the npm packages `node-<platform>-<arch>`. These have no
 * install scripts; the `node` package beside them, whose script would only have made the link below, is there for its `.bin/node`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, linkSync, copyFileSync, mkdirSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';

const NODE_MAJOR = 24;

/** @returns {string} path of a Node that is new enough */
export function nodePath() {
  if (isCurrent()) return process.execPath;
  const own = path.resolve('node_modules/node/bin/node');
  if (existsSync(own)) return own;
  const packaged = path.resolve(`node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(packaged)) {
    mkdirSync(path.dirname(own), { recursive: true });
    try {
      linkSync(packaged, own);
    } catch {
      copyFileSync(packaged, own);
    }
    return own;
  }
  // Platforms without a package in the lock file: let the `node` package look for one.
  spawnSync('npm', ['rebuild', 'node', '--ignore-scripts=false'], { stdio: 'ignore' });
  if (existsSync(own)) return own;
  throw new Error(`Hearth needs Node ${NODE_MAJOR} or newer. This is Node ${process.versions.node}, and npm has no Node ${NODE_MAJOR} for ${process.platform} on ${process.arch}. Install one from nodejs.org.`);
}

/** @returns {boolean} whether this process runs on a Node that is new enough */
export function isCurrent() {
  return Number(process.versions.node.split('.')[0]) >= NODE_MAJOR;
}

/** Runs the same command on the newer Node, and ends as it ends. Signals are passed on; the open channel tells it when this process is killed. */
export function continueOnCurrent() {
  const child = spawn(nodePath(), process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  // Ctrl-C also reaches the child by itself, through the terminal; it takes the two for one.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => { throw error; });
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
}

/**
 * npm runs scripts through a shell, and ends that shell, not the script, when it is told to end itself. So a script that npm runs ends when the shell
 * above it is gone.
 */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}
