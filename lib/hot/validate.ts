/**
 * Everything that is wrong with a template, each problem at its place. Heat stops at the first problem; here all are found in one pass.
 * The order is that of Heat's own checks, so that the first error is the one Heat would give.
 */
import { type BindProblem, bindStack, type BoundStack } from './binding/bind';
import { EMPTY_ENVIRONMENT, type Environment } from './environment/environment';
import { UnknownValue } from './error';
import type { Facade } from './functions/scope';
import { parseTemplate } from './parse';
import { nearestRange, type ParsedTemplate } from './template-in';
import type { Diagnostic, DocumentPath, Json, JsonMap, Template, TypeCatalogue } from './types';
import { renameFix } from './fixes';
import { nearest } from './nearest';
import { own } from './values';
import { checkCycles } from './validation/cycle';
import { checkMembers } from './validation/members';
import { checkNested, type NestedInput } from './validation/nested';
import { checkOutputs } from './validation/outputs';
import { checkProperties } from './validation/properties';
import { checkNever, checkUnasked, checkUse } from './validation/use';
import { DIALECTS } from './sections/dialects';
import { versionOf } from './versions';

export interface ValidateInput {
  parsed: ParsedTemplate;
  files?: Readonly<Record<string, string>>;
  environment?: Environment;
  catalogue: TypeCatalogue;
  /** Values of parameters; absent while a template is written: then parameters without a default are unknown. */
  parameters?: JsonMap;
  stackName?: string;
  /**
   * `form`: only what Heat's own validate call looks at, which knows no values: whether properties have their values, and parameters and
   * files that are named exist, is not asked. Default: all.
   */
  checks?: 'all' | 'form';
  /**
   * Whether the service behind a type is there. Where it is not, Heat's validate call leaves the resource alone when it is asked to
   * ignore error 99001. Default: every type.
   */
  available?: (type: string) => boolean;
}

/** What a check reports with: the path is that of the document as written. */
export type Report = (code: string, message: string, path: DocumentPath, options?: { heat?: Diagnostic['heat']; severity?: Diagnostic['severity']; fix?: (parsed: ParsedTemplate) => Diagnostic['fix'] }) => void;

export function validateTemplate(input: ValidateInput): Diagnostic[] {
  return validated(input, { depth: 0, known: new Map(), parsed: parsedFiles(input.files ?? {}) });
}

interface Tree {
  /** 0 for the root. */
  depth: number;
  /** What was found in nested templates: each is looked at once a level and environment. */
  known: Map<string, Diagnostic[]>;
  parsed(file: string): ParsedTemplate | null;
}

function validated(input: ValidateInput, tree: Tree): Diagnostic[] {
  const { parsed, files = {}, environment, catalogue, parameters, stackName = 'stack', checks = 'all', available } = input;
  const { template } = parsed;
  if (template === null) return [...parsed.diagnostics];
  const found = parsed.diagnostics.map((diagnostic): Found => ({ diagnostic, phase: phaseOfReading(diagnostic) }));
  let phase: Phase = 'properties';
  const written = pathsAsWritten(template);
  const isHot = versionOf(template).dialect === 'hot';
  const report: Report = (code, message, path, options = {}) => {
    const at = written(path);
    const { severity = 'error', heat } = options;
    const fix = isHot ? options.fix?.(parsed) : undefined;
    const diagnostic: Diagnostic = { code, severity, message, path: at, range: path[0] === 'parameters' && parameters !== undefined && own(parameters, String(path[1])) !== undefined ? undefined : nearestRange(parsed.rangeAt, at), ...(heat ? { heat } : {}), ...(fix ? { fix } : {}) };
    found.push({ diagnostic, phase });
  };
  const templates = (file: string): Template | null => tree.parsed(file)?.template ?? null;
  const compareTypes = Object.keys(template.resources).length <= MOST_NEAR;
  const problem: BindProblem = (code, message, path, heat) => {
    const near = code === 'type-unknown' && compareTypes ? nearestType(template, path, catalogue) : null;
    report(code, near === null ? message : `${message} Did you mean "${near}"?`, path, { heat, ...(near === null ? {} : { fix: () => renameFix(parsed, path, 'value', near) }) });
  };
  phase = 'names';
  for (const { name } of Object.values(template.resources)) {
    if (own(template.parameters, name) !== undefined) {
      report('duplicate-name', `A parameter and a resource are both called "${name}". Rename one of them.`, ['resources', name], { heat: { type: 'StackValidationFailed', message: `Duplicate names {'${name}'}` } });
    }
  }
  const { stack, diagnostics: problems } = bindStack({
    template, files, environment, parameters: parameters ?? {}, catalogue, lenient: true,
    pseudo: { stackName, stackId: null, projectId: '0'.repeat(32) },
    nested: templates, ...(tree.depth > 0 ? { facade: UNKNOWN_FACADE } : {}),
  });
  for (const { code, message, path, heat } of problems) {
    phase = phaseOfBinding(code, path);
    if (heat && !(checks === 'form' && code === 'parameter-value')) problem(code, message, path, heat);
  }
  phase = 'parameters';
  if (parameters !== undefined) missingParameters(template, environment, parameters, problem);
  if (stack === null) return inOrder(found);
  phase = 'circles';
  checkCycles(stack, report);
  phase = 'properties';
  checkProperties(stack, report, checks, available);
  const nesting: NestedInput = {
    environment: environment ?? EMPTY_ENVIRONMENT, catalogue, depth: tree.depth, template: templates, known: tree.known,
    validate: (file, inherited, depth) => {
      const nested = tree.parsed(file);
      return nested === null ? [] : validated({ ...input, parsed: nested, environment: inherited, parameters: undefined }, { ...tree, depth });
    },
  };
  checkNested(stack, nesting, report);
  checkMembers(stack, nesting, report, checks);
  phase = 'results';
  checkOutputs(stack, report);
  checkUse(stack, report);
  checkNever(stack, report);
  checkUnasked(stack, report);
  return inOrder(found);
}

/** What Heat does one after the other. */
const PHASES = ['reading', 'parameters', 'groups', 'conditions', 'definitions', 'types', 'names', 'outputs', 'references', 'circles', 'properties', 'results'] as const;
type Phase = (typeof PHASES)[number];

interface Found {
  diagnostic: Diagnostic;
  phase: Phase;
}

function inOrder(found: readonly Found[]): Diagnostic[] {
  return found.toSorted((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase)).map(({ diagnostic }) => diagnostic);
}

/** When Heat would come across what the reader of the template found. */
function phaseOfReading({ code, heat, path: [section] }: Diagnostic): Phase {
  if (code === 'constraint' && heat?.message.startsWith('Parameter ')) return 'parameters';
  if (code === 'parameter-groups') return 'groups';
  if (section === 'conditions' || section === 'Conditions') return 'conditions';
  if (section === 'outputs' || section === 'Outputs') return 'outputs';
  return section === 'resources' || section === 'Resources' ? 'definitions' : 'reading';
}

function phaseOfBinding(code: string, [section, , part]: DocumentPath): Phase {
  if (section === 'parameters') return 'parameters';
  if (section === 'conditions') return 'conditions';
  if (section === 'outputs') return 'outputs';
  if (code === 'type-unknown' || code === 'template-missing' || code === 'nested-unreadable') return 'types';
  return code === 'reference-unknown' || code === 'external-dependency' || (code === 'expression' && part === undefined) ? 'references' : 'definitions';
}

const unknown = (): never => {
  throw new UnknownValue('only the parent can tell');
};

/** A nested template is looked at without the resource it stands for. */
const UNKNOWN_FACADE: Facade = { metadata: unknown, deletionPolicy: unknown, updatePolicy: unknown };

/** Comparing with every name costs; a template in which more types are wrong than this is no template that was mistyped. */
const MOST_NEAR = 2_000;

function nearestType(template: Template, [, name]: DocumentPath, catalogue: TypeCatalogue): string | null {
  const type = own(template.resources, String(name))?.type;
  return type === undefined ? null : nearest(type, catalogue.names());
}

function missingParameters(template: Template, environment: Environment | undefined, parameters: JsonMap, problem: BindProblem): void {
  for (const { name, default: fallback } of Object.values(template.parameters)) {
    const given = own(parameters, name) ?? own(environment?.parameters ?? {}, name) ?? own(environment?.parameterDefaults ?? {}, name) ?? fallback;
    if (given === undefined || given === null) {
      problem('parameter-missing', `The parameter "${name}" needs a value: it has no default.`, ['parameters', name], { type: 'UserParameterMissing', message: `The Parameter (${name}) was not provided.` });
    }
  }
}

/** Templates among the files, each parsed once. */
export function nestedTemplates(files: Readonly<Record<string, string>>): (name: string) => Template | null {
  const parsed = parsedFiles(files);
  return (name) => parsed(name)?.template ?? null;
}

function parsedFiles(files: Readonly<Record<string, string>>): (name: string) => ParsedTemplate | null {
  const known = new Map<string, ParsedTemplate | null>();
  return (name) => {
    const cached = known.get(name);
    if (cached !== undefined) return cached;
    const text = own(files, name);
    const parsed = text === undefined ? null : parseTemplate(text);
    known.set(name, parsed);
    return parsed;
  };
}

/** Checks speak HOT; a CFN template calls the same places otherwise. */
function pathsAsWritten(template: Template): (path: DocumentPath) => DocumentPath {
  const dialect = DIALECTS[versionOf(template).dialect];
  const sections: Record<string, string> = dialect.names;
  const keys: Record<string, string> = {
    type: dialect.resource.type, properties: dialect.resource.properties, metadata: dialect.resource.metadata, depends_on: dialect.resource.dependsOn,
    deletion_policy: dialect.resource.deletionPolicy, update_policy: dialect.resource.updatePolicy, condition: dialect.resource.condition,
  };
  return ([section, name, key, ...rest]) => {
    if (section === undefined) return [];
    const result: (string | number)[] = [own(sections, String(section)) ?? section];
    if (name !== undefined) result.push(name);
    if (key !== undefined) result.push(section === 'outputs' && key === 'value' ? dialect.output.value : (own(keys, String(key)) ?? key));
    return [...result, ...rest];
  };
}

export type { BoundStack, Json };
