/**
 * Node 24, which Hearth runs on, whatever Node is on the machine: it comes with the npm packages `node-<platform>-<arch>`. These have no
 * install scripts; the `node` package beside them, whose script would only have made the link below, is there for its `.bin/node`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, linkSync, copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

export const NODE_MAJOR = 24;

/** @returns {string} path of a Node that is new enough */
export function nodePath() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
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
