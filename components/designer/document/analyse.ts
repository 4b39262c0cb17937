import { projectGraph, type StackGraph } from '@/lib/graph';
import { EMPTY_ENVIRONMENT, parseEnvironment, parseTemplate, type ParsedTemplate, validateTemplate } from '@/lib/hot';
import type { Diagnostic, JsonMap, Template, TypeCatalogue } from '@/lib/hot/types';

/** What a text means, as far as it can be read. */
export interface Analysis {
  text: string;
  parsed: ParsedTemplate;
  template: Template;
  graph: StackGraph;
  diagnostics: readonly Diagnostic[];
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
}

const NOTHING: Template = { version: '', versionKey: 'heat_template_version', description: '', parameterGroups: [], parameters: {}, conditions: {}, resources: {}, outputs: {}, mappings: {} };

/** Reads and checks a text. One that cannot be read keeps the template and graph of the one before. */
export function analyse(text: string, surroundings: Surroundings, before: Analysis | null): Analysis {
  return checked(readText(text, surroundings, before), surroundings);
}

/** What is drawn first: a text is read in half the time that reading and checking it takes. Its problems are those of its form. */
export function readText(text: string, { catalogue }: Surroundings, before: Analysis | null): Analysis {
  const parsed = before?.text === text ? before.parsed : parseTemplate(text);
  const template = parsed.template ?? (text.trim() === '' ? NOTHING : null);
  const common = { text, parsed, diagnostics: parsed.diagnostics, checked: false };
  if (template === null) return { ...common, template: before?.template ?? NOTHING, graph: before?.graph ?? projectGraph(NOTHING, catalogue), current: false };
  return { ...common, template, graph: projectGraph(template, catalogue, parsed.diagnostics), current: true };
}

/** With every problem that can be known here. */
export function checked(analysis: Analysis, { files, environment, catalogue }: Surroundings): Analysis {
  const around = Object.keys(environment).length === 0 ? EMPTY_ENVIRONMENT : parseEnvironment(environment).environment;
  const diagnostics = validateTemplate({ parsed: analysis.parsed, files, environment: around, catalogue });
  const graph = analysis.current ? projectGraph(analysis.template, catalogue, diagnostics) : analysis.graph;
  return { ...analysis, diagnostics, graph, checked: true };
}
