/**
 * Tells browsers that the functions of a script are called as soon as it is there. They then compile all of it while it arrives, beside the page; otherwise they only look
 * for where functions end, and compile each on the page when it is first called, which was a third of what the start of the designer kept the page busy with.
 * Chromium reads the word (https://v8.dev/blog/explicit-compile-hints), others read a comment. Scripts of workers alone are left as
 * they are: they are not compiled while they arrive, and most of what is in them is not called.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const HINT = '//# allFunctionsCalledOnLoad\n';
/** Where a page names the scripts of a worker, as Turbopack writes it: the one that it begins with, and a list of the others. */
const WORKER = /\("static\/chunks\/turbopack-worker-[^"]+",\s*\[[^\]]*\]/g;

/** @param {string} built the directory of the built pages */
export function hintScripts(built) {
  const directory = path.join(built, 'static', 'chunks');
  const names = readdirSync(directory).filter((name) => name.endsWith('.js'));
  const scripts = new Map(names.map((name) => [name, readFileSync(path.join(directory, name), 'utf8')]));
  const forWorkers = ofWorkersAlone(scripts, manifests(built));
  for (const [name, text] of scripts) {
    if (forWorkers.has(name) || text.startsWith(HINT)) continue;
    writeFileSync(path.join(directory, name), HINT + text);
    const map = /sourceMappingURL=(\S+)\s*$/.exec(text)?.[1];
    if (map !== undefined && existsSync(path.join(directory, map))) moveMap(path.join(directory, map));
  }
}

/**
 * @param {ReadonlyMap<string, string>} scripts name -> text
 * @param {readonly string[]} pages what names the scripts of pages
 * @returns {ReadonlySet<string>} names
 */
function ofWorkersAlone(scripts, pages) {
  const workers = [...scripts.values()].flatMap((text) => text.match(WORKER) ?? []).flatMap(namesIn);
  // The lists of workers are in their own runtimes again.
  const others = [...scripts].flatMap(([name, text]) => (name.startsWith('turbopack-') ? [] : namesIn(text.replace(WORKER, ''))));
  const shared = new Set([...others, ...pages.flatMap(namesIn)]);
  return new Set(workers.filter((name) => !shared.has(name)));
}

/** @param {string} text @returns {string[]} */
function namesIn(text) {
  return [...text.matchAll(/static\/chunks\/([\w.~-]+\.js)\b/g)].flatMap(([, name]) => name ?? []);
}

/** What says for each page which scripts it has. @param {string} built */
function manifests(built) {
  const directory = path.join(built, 'server', 'app');
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('_client-reference-manifest.js')).map((file) => readFileSync(path.join(directory, file), 'utf8'));
}

/** Everything of a script is a line further down. @param {string} file */
function moveMap(file) {
  /** @type {{ mappings?: string, sections?: { offset: { line: number } }[] }} */
  const map = JSON.parse(readFileSync(file, 'utf8'));
  for (const { offset } of map.sections ?? []) offset.line += 1;
  writeFileSync(file, JSON.stringify(map.sections ? map : { ...map, mappings: `;${map.mappings}` }));
}
