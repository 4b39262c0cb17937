import { differenceOf, type NodeKey, projectGraph, type StackGraph, withProblems } from '@/lib/graph';
import { type ParsedTemplate, readRecent, type Reread, templateOf } from '@/lib/hot/reading';
import type { Diagnostic, JsonMap, Template, TextEdit, TypeCatalogue } from '@/lib/hot/types';

/** What a text means, as far as it can be read. */
export interface Analysis {
  text: string;
  parsed: ParsedTemplate;
  /** For reading the next text by what changed in it. */
  document: Reread;
  template: Template;
  graph: StackGraph;
  diagnostics: readonly Diagnostic[];
  /** What checking found that reading did not; of an earlier text, in its places of today, until this one is checked. */
  found: readonly Diagnostic[];
  /** Resources whose condition does not hold; as of the last check. */
  off: ReadonlySet<NodeKey>;
  /** False: template and graph are those of an earlier text. */
  current: boolean;
  /** False: only read, to be drawn as soon as possible; more problems may be found. */
  checked: boolean;
}

export interface Surroundings {
  /** By the name under which the template finds them. */
  files: Readonly<Record<string, string>>;
  environment: JsonMap;
  catalogue: TypeCatalogue;
  /** Values that are tried: conditions are looked at with them instead of those of the environment. */
  tried?: JsonMap;
}

/** What checking a text finds. */
export interface Found {
  diagnostics: readonly Diagnostic[];
  off: ReadonlySet<NodeKey>;
}

const NOBODY: ReadonlySet<NodeKey> = new Set();
const NOTHING: Template = { version: '', versionKey: 'heat_template_version', description: '', parameterGroups: [], parameters: {}, conditions: {}, resources: {}, outputs: {}, mappings: {} };

/** Reads a text; one that cannot be read keeps the template and graph of the one before. It is what is drawn first: of a text that changed, only the part is read that did. What was wrong with the rest is taken to be wrong still. */
export function readText(text: string, { catalogue }: Surroundings, before: Analysis | null): Analysis {
  const document = readRecent(text, before?.document);
  const parsed = templateOf(document);
  const template = parsed.template ?? (text.trim() === '' ? NOTHING : null);
  const found = before === null || before.found.length === 0 ? [] : moved(before.found, differenceOf(before.text, text));
  const off = before?.off ?? NOBODY;
  const common = { text, parsed, document, found, off, checked: false };
  if (template === null) return { ...common, diagnostics: parsed.diagnostics, template: before?.template ?? NOTHING, graph: before?.graph ?? projectGraph(NOTHING, catalogue), current: false };
  const diagnostics = [...parsed.diagnostics, ...found];
  return { ...common, diagnostics, template, graph: withProblems(projectGraph(template, catalogue), diagnostics, off), current: true };
}

/** With the problems that checking it elsewhere has found. */
export function withFound(analysis: Analysis, { diagnostics, off }: Found): Analysis {
  const known = new Set(analysis.parsed.diagnostics.map(({ code }) => code));
  return { ...analysis, diagnostics, off, found: diagnostics.filter(({ code }) => !known.has(code)), graph: analysis.current ? withProblems(analysis.graph, diagnostics, off) : analysis.graph, checked: true };
}

/** Problems where they stand after an edit; those in what was edited are gone until somebody looks again. */
function moved(found: readonly Diagnostic[], edits: readonly TextEdit[]): Diagnostic[] {
  return found.flatMap((each): Diagnostic[] => {
    let { range } = each;
    for (const { range: edited, newText } of edits.toReversed()) {
      if (range === undefined || edited.start > range.end) continue;
      if (edited.end >= range.start) return [];
      const by = newText.length - (edited.end - edited.start);
      range = { start: range.start + by, end: range.end + by };
    }
    // A fix is an edit of the text that was checked.
    return [{ ...each, range, fix: undefined }];
  });
}
