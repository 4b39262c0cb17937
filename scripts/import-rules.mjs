/**
 * Which part may import which: ARCHITECTURE.md in a form that `npm test` checks. Tests are free, except that nothing imports a test.
 *
 * Reads every import with the parser of rolldown (the bundler below vitest), type imports included, which a bundler's own graph would leave out.
 */
import path from 'node:path';
import { builtinModules } from 'node:module';
import { parseSync } from 'rolldown/utils';

/** Parts, lowest first. A part may import what stands in a lower row, and its neighbours in its own row. */
const ROWS = [
  ['lib/hot'],
  ['lib/wire'],
  ['lib/graph'],
  ['lib/engine', 'lib/providers'],
  ['lib/store', 'lib/resources', 'lib/software'],
  ['lib/stacks', 'lib/drafts'],
  ['lib/heat-api', 'lib/auth', 'lib/runtime'],
  ['app', 'components'],
];

/** Pure: the same in a browser, a worker and a test. No Node, no React, no Next, no database. */
const PURE = new Set(['lib/hot', 'lib/wire', 'lib/graph', 'lib/engine']);
const IMPURE_PACKAGES = /^(node:|react($|[/-])|next($|\/)|@prisma\/|prisma($|\/)|pg($|[/-])|undici($|\/)|pino($|\/)|@xyflow\/react)/;

/** What may reach a browser, besides packages and server actions. */
const BROWSER_PARTS = new Set(['lib/hot', 'lib/wire', 'lib/graph', 'components', 'app']);

/**
 * @typedef {{ file: string, text: string }} Source path from the repository root with `/`, and its text
 * @typedef {{ file: string, imports: string, rule: string }} Violation
 */

/** @param {string} file @returns {string | undefined} the part a file belongs to */
export function partOf(file) {
  return ROWS.flat().find((part) => file.startsWith(`${part}/`));
}

/** @param {Source[]} sources @returns {Violation[]} */
export function importViolations(sources) {
  const files = new Map(sources.map((source) => [source.file, source]));
  /** @type {Violation[]} */
  const violations = [];
  /** @type {Map<string, string[]>} value imports of each file, for cycles and for the browser's reach */
  const graph = new Map();
  for (const { file, text } of sources) {
    const values = [];
    for (const { specifier, typeOnly } of importsOf(file, text)) {
      const target = resolve(file, specifier, files);
      const rule = isTest(file) ? undefined : brokenRule(file, specifier, target);
      if (rule) violations.push({ file, imports: specifier, rule });
      if (target && !typeOnly) values.push(target);
    }
    graph.set(file, values);
  }
  return [...violations, ...browserViolations(sources, graph), ...cycles(graph)];
}

/** @param {string} file @param {string} specifier @param {string | undefined} target */
function brokenRule(file, specifier, target) {
  const from = partOf(file);
  if (target?.startsWith('lib/testing/')) return 'lib/testing is for tests';
  if (target && isTest(target)) return 'nothing imports a test';
  if (!from) return undefined;
  if (!target) {
    const impure = IMPURE_PACKAGES.test(specifier) || builtinModules.includes(specifier);
    return PURE.has(from) && impure ? `${from} is pure: it runs in the browser as on the server` : undefined;
  }
  if (target.startsWith('generated/') && from !== 'lib/store') return 'lib/store is the only place that knows the database';
  const to = partOf(target);
  if (!to || to === from) return undefined;
  // The words for states are shared with the pages.
  if (from === 'lib/wire' && target === 'lib/engine/states.ts') return undefined;
  if (row(to) > row(from)) return `${to} stands above ${from}`;
  if (from === 'lib/engine' && to === 'lib/providers') return 'the engine meets the world through its ports only';
  if (from === 'components' && !BROWSER_PARTS.has(to) && !target.startsWith('lib/engine/states')) return 'components run in the browser: hot, graph and wire only';
  return undefined;
}

/** Follows value imports from every "use client" file; "use server" files are where the browser's own code ends. */
function browserViolations(/** @type {Source[]} */ sources, /** @type {Map<string, string[]>} */ graph) {
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  const directive = (/** @type {string} */ file, /** @type {string} */ word) => new RegExp(`^\\s*(?:/\\*[\\s\\S]*?\\*/\\s*|//.*\\n\\s*)*['"]use ${word}['"]`).test(texts.get(file) ?? '');
  /** @type {Violation[]} */
  const violations = [];
  for (const { file: entry } of sources.filter(({ file }) => !isTest(file) && directive(file, 'client'))) {
    const seen = new Set([entry]);
    const queue = [entry];
    for (let file = queue.pop(); file; file = queue.pop()) {
      for (const target of graph.get(file) ?? []) {
        if (seen.has(target) || directive(target, 'server')) continue;
        seen.add(target);
        const part = partOf(target);
        if (part && !BROWSER_PARTS.has(part) && target !== 'lib/engine/states.ts') violations.push({ file: entry, imports: target, rule: `reaches the browser through ${file}` });
        else queue.push(target);
      }
    }
  }
  return violations;
}

/** Files that import each other in a circle have no order in which they can be understood, or safely loaded. */
function cycles(/** @type {Map<string, string[]>} */ graph) {
  /** @type {Violation[]} */
  const violations = [];
  /** @type {Map<string, 'open' | 'done'>} */
  const state = new Map();
  const visit = (/** @type {string} */ file, /** @type {string[]} */ trail) => {
    state.set(file, 'open');
    for (const target of graph.get(file) ?? []) {
      if (state.get(target) === 'open') violations.push({ file, imports: target, rule: `circle: ${[...trail.slice(trail.indexOf(target)), target].join(' -> ')}` });
      else if (!state.has(target)) visit(target, [...trail, target]);
    }
    state.set(file, 'done');
  };
  for (const file of graph.keys()) if (!state.has(file)) visit(file, [file]);
  return violations;
}

/** @param {string} file @param {string} text @returns {{ specifier: string, typeOnly: boolean }[]} */
function importsOf(file, text) {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`);
  const all = (/** @type {{ isType: boolean }[]} */ entries) => entries.length > 0 && entries.every((entry) => entry.isType);
  return [
    ...module.staticImports.map((one) => ({ specifier: one.moduleRequest.value, typeOnly: all(one.entries) })),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => (entry.moduleRequest ? [{ specifier: entry.moduleRequest.value, typeOnly: entry.isType }] : []))),
    ...module.dynamicImports.map((one) => ({ specifier: text.slice(one.moduleRequest.start, one.moduleRequest.end).replace(/^['"`]|['"`]$/g, ''), typeOnly: true })),
  ];
}

/** @param {string} file @param {string} specifier @param {Map<string, Source>} files @returns {string | undefined} a file of the repository */
function resolve(file, specifier, files) {
  const base = specifier.startsWith('@/') ? specifier.slice(2) : specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : undefined;
  if (base === undefined) return undefined;
  const candidates = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`, `${base}/index.tsx`];
  return candidates.find((candidate) => files.has(candidate)) ?? base;
}

/** @param {string} file */
function isTest(file) {
  return /\.test\.tsx?$/.test(file) || file.startsWith('lib/testing/') || file.startsWith('e2e/');
}

/** @param {string} part */
function row(part) {
  return ROWS.findIndex((parts) => parts.includes(part));
}
