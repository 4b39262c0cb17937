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
  ['lib/stacks', 'lib/drafts', 'lib/library', 'lib/environments'],
  ['lib/heat-api', 'lib/auth', 'lib/runtime'],
  ['app', 'components'],
];

/** Pure: the same in a browser, a worker and a test. No Node, no React, no Next, no database. */
const PURE = new Set(['lib/hot', 'lib/wire', 'lib/graph', 'lib/engine']);
const IMPURE_PACKAGES = /^(node:|react($|[/-])|next($|\/)|@prisma\/|prisma($|\/)|pg($|[/-])|undici($|\/)|pino($|\/)|@xyflow\/react)/;

/** What may reach a browser, besides packages and server actions. */
const BROWSER_PARTS = new Set(['lib/hot', 'lib/wire', 'lib/graph', 'components', 'app']);

/** What is on the screen before the rest is loaded, and what it may not load with it: it is as large as all the rest, and would make everybody wait. */
const FIRST = 'components/designer/DesignerPage.tsx';
const LATER = /^(lib\/hot\/(index|language|pattern|validate)\.ts|components\/designer\/(inspector|palette)\/[A-Z]\w*\.tsx|@codemirror\/|codemirror$|elkjs)/;

export interface Source {
  /** Path from the repository root, with `/`. */
  file: string;
  text: string;
}

export interface Violation {
  file: string;
  imports: string;
  rule: string;
}

/** Value imports of each file, as files of the repository. */
type Graph = Map<string, string[]>;

/** The part a file belongs to. */
function partOf(file: string): string | undefined {
  return ROWS.flat().find((part) => file.startsWith(`${part}/`));
}

export function importViolations(sources: readonly Source[]): Violation[] {
  const files = new Map(sources.map((source) => [source.file, source]));
  const violations: Violation[] = [];
  const graph: Graph = new Map();
  const packages: Graph = new Map();
  for (const { file, text } of sources) {
    const values: string[] = [];
    const outside: string[] = [];
    for (const { specifier, typeOnly } of importsOf(file, text)) {
      const target = resolve(file, specifier, files);
      const rule = isTest(file) ? undefined : brokenRule(file, specifier, target);
      if (rule) violations.push({ file, imports: specifier, rule });
      if (!typeOnly) (target ? values : outside).push(target ?? specifier);
    }
    graph.set(file, values);
    packages.set(file, outside);
  }
  return [...violations, ...browserViolations(sources, graph), ...firstViolations(sources, graph, packages), ...cycles(graph)];
}

function brokenRule(file: string, specifier: string, target: string | undefined): string | undefined {
  const from = partOf(file);
  if (target?.includes('/testing/')) return 'the tools of the tests are for tests';
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

/** Whether a file begins with "use client" or "use server". */
function directivesIn(sources: readonly Source[]): (file: string, word: 'client' | 'server') => boolean {
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  return (file, word) => new RegExp(`^\\s*(?:/\\*[\\s\\S]*?\\*/\\s*|//.*\\n\\s*)*['"]use ${word}['"]`).test(texts.get(file) ?? '');
}

/** Follows value imports from every "use client" file; "use server" files are where the browser's own code ends. */
function browserViolations(sources: readonly Source[], graph: Graph): Violation[] {
  const directive = directivesIn(sources);
  const violations: Violation[] = [];
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

/** Follows value imports from what is shown first; what is imported when it is wanted (`import(...)`) is where that ends. */
function firstViolations(sources: readonly Source[], graph: Graph, packages: Graph): Violation[] {
  const directive = directivesIn(sources);
  const seen = new Set([FIRST]);
  const violations: Violation[] = [];
  for (const file of seen) {
    for (const imports of [...(graph.get(file) ?? []), ...(packages.get(file) ?? [])]) {
      if (seen.has(imports) || directive(imports, 'server')) continue;
      if (LATER.test(imports)) violations.push({ file, imports, rule: `${FIRST} is on the screen before that is loaded: import it when it is wanted` });
      else seen.add(imports);
    }
  }
  return violations;
}

/** Files that import each other in a circle have no order in which they can be understood, or safely loaded. */
function cycles(graph: Graph): Violation[] {
  const violations: Violation[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (file: string, trail: readonly string[]): void => {
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

function importsOf(file: string, text: string): { specifier: string; typeOnly: boolean }[] {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`);
  const all = (entries: readonly { isType: boolean }[]) => entries.length > 0 && entries.every((entry) => entry.isType);
  return [
    ...module.staticImports.map((one) => ({ specifier: one.moduleRequest.value, typeOnly: all(one.entries) })),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => (entry.moduleRequest ? [{ specifier: entry.moduleRequest.value, typeOnly: entry.isType }] : []))),
    ...module.dynamicImports.map((one) => ({ specifier: text.slice(one.moduleRequest.start, one.moduleRequest.end).replace(/^['"`]|['"`]$/g, ''), typeOnly: true })),
  ];
}

/** The file of the repository that is meant; undefined for a package. */
function resolve(file: string, specifier: string, files: ReadonlyMap<string, Source>): string | undefined {
  const base = specifier.startsWith('@/') ? specifier.slice(2) : specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : undefined;
  if (base === undefined) return undefined;
  const candidates = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`, `${base}/index.tsx`];
  return candidates.find((candidate) => files.has(candidate)) ?? base;
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.includes('/testing/') || file.startsWith('e2e/') || file.startsWith('bench/');
}

function row(part: string): number {
  return ROWS.findIndex((parts) => parts.includes(part));
}
