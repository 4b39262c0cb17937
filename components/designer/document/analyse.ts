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
}

export interface Surroundings {
  /** By the name under which the template finds them. */
  files: Readonly<Record<string, string>>;
  environment: JsonMap;
  catalogue: TypeCatalogue;
}

const NOTHING: Template = { version: '', versionKey: 'heat_template_version', description: '', parameterGroups: [], parameters: {}, conditions: {}, resources: {}, outputs: {}, mappings: {} };

/** Reads and checks a text. One that cannot be read keeps the template and graph of the one before. */
export function analyse(text: string, { files, environment, catalogue }: Surroundings, before: Analysis | null): Analysis {
  const parsed = parseTemplate(text);
  const around = Object.keys(environment).length === 0 ? EMPTY_ENVIRONMENT : parseEnvironment(environment).environment;
  const diagnostics = validateTemplate({ parsed, files, environment: around, catalogue });
  const blank = text.trim() === '';
  const template = parsed.template ?? (blank ? NOTHING : null);
  if (template === null) return { text, parsed, diagnostics, template: before?.template ?? NOTHING, graph: before?.graph ?? projectGraph(NOTHING, catalogue), current: false };
  return { text, parsed, diagnostics, template, graph: projectGraph(template, catalogue, diagnostics), current: true };
}
