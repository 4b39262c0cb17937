/**
 * Real templates, whole and broken in one place, against what Heat said of each when it was asked to validate it (without values of
 * parameters, and on a cloud without services). They are not part of the repository: without the shared folder nothing is tested here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { type Diagnostic, parseEnvironment, parseTemplate, validateTemplate } from '.';
import { isTemplateName } from './environment/registry';
import type { Json, JsonMap } from './types';

const SHARED = path.resolve('..', 'shared');
const TEMPLATES = path.join(SHARED, 'corpus', 'heat-templates');
const present = existsSync(TEMPLATES);
if (!present) console.warn('SKIPPED: real templates and what Heat says of them need the folder ../shared, which is not there.');

type Verdict = { ok: true; parameters: string[] } | { ok: false; type: string; message: string };
interface Broken {
  id: string;
  template: string;
  mutation: string;
  body: JsonMap;
  files: string[];
  heat: { status: number; type?: string; message?: string };
}

/** The text of a file that a template names; the collection lacks some scripts. */
function fileText(template: string, name: string): string {
  const file = path.resolve(TEMPLATES, path.dirname(template), name);
  return existsSync(file) ? readFileSync(file, 'utf8') : 'placeholder\n';
}

/** Files that a text may name: nested templates, and whatever get_file asks for. */
function filesOf(template: string, text: string, known: Record<string, string> = {}): Record<string, string> {
  for (const [, quoted = ''] of text.matchAll(/(?:get_file:|type:)\s*['"]?([^\s'",}]+)/g)) {
    if (known[quoted] !== undefined || (text.includes(`type: ${quoted}`) && !isTemplateName(quoted))) continue;
    known[quoted] = fileText(template, quoted);
    if (isTemplateName(quoted)) filesOf(template, known[quoted], known);
  }
  return known;
}

/** What Heat's validate call looks at; no service is there, so that types of services are not looked into. */
function firstError(text: string, files: Record<string, string>): Diagnostic | undefined {
  const available = (type: string): boolean => /^(OS::Heat::|AWS::|[^:]*$)/.test(type);
  return validateTemplate({ parsed: parseTemplate(text), files, catalogue: factsCatalogue, checks: 'form', available }).find(({ severity }) => severity === 'error');
}

/** The validate call reports what is wrong with a template as a bad request. */
function errorType(diagnostic: Diagnostic | undefined): string | undefined {
  return diagnostic?.heat?.type === 'StackValidationFailed' ? 'HTTPBadRequest' : diagnostic?.heat?.type;
}

/** The order within a circle means nothing. */
function comparable(message: string | undefined): string {
  const circle = /^Circular Dependency Found: \{(.*)\}$/.exec(message ?? '')?.[1];
  return circle === undefined ? (message ?? '') : `circle ${circle.split(/(?<=\}), /).sort().join(', ')}`;
}

/** Answers that are faults of Heat: the template is refused here too, in words of our own. */
const FAULTS_OF_HEAT = [/^"%s" is not a valid keyword/, /object has no attribute/, /^The server could not comply/];

function texts(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(yaml|yml|template)$/.test(name)).sort();
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(path.join(SHARED, file), 'utf8'));
}

describe.runIf(present)('templates of the public collection', () => {
  const names = present ? texts(TEMPLATES) : [];

  it.each(names)('%s can be read', (name) => {
    const text = readFileSync(path.join(TEMPLATES, name), 'utf8');
    const isTemplate = /^\ufeff? *['"]?(heat_template_version|HeatTemplateFormatVersion|AWSTemplateFormatVersion)/m.test(text);
    const { diagnostics } = isTemplate ? parseTemplate(text) : parseEnvironment(text);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('are accepted and refused as by Heat', () => {
    const verdicts = Object.entries(present ? read<Record<string, Verdict>>('corpus/verdicts.json') : {});
    const different: Json[] = [];
    for (const [name, verdict] of verdicts) {
      const text = readFileSync(path.join(TEMPLATES, name), 'utf8');
      const error = firstError(text, filesOf(name, text));
      const parameters = Object.keys(parseTemplate(text).template?.parameters ?? {}).sort();
      const expected: Json = verdict.ok ? { ok: true, parameters: [...verdict.parameters].sort() } : { ok: false, type: verdict.type, message: verdict.message };
      const found: Json = error === undefined ? { ok: true, parameters } : { ok: false, type: errorType(error) ?? null, message: error.heat?.message ?? null };
      if (JSON.stringify(expected) !== JSON.stringify(found)) different.push({ name, expected, found });
    }
    console.log(`verdicts on real templates ${verdicts.length - different.length} of ${verdicts.length}`);
    expect(different).toEqual([]);
  });
});

describe.runIf(present)('templates broken in one place', () => {
  const broken = present ? read<Broken[]>('conformance/broken-templates.json') : [];

  it('are refused where Heat refuses them, in the same words', () => {
    const verdicts: Json[] = [];
    const messages: Json[] = [];
    let worded = 0;
    for (const { id, template, mutation, body, files, heat } of broken) {
      const error = firstError(JSON.stringify(body), Object.fromEntries(files.map((name) => [name, fileText(template, name)])));
      const refused = heat.status !== 200;
      const found = { type: errorType(error) ?? null, message: error?.heat?.message ?? null };
      if (refused !== (error !== undefined)) verdicts.push({ id, template, mutation, heat: heat.message ?? 'accepted', found });
      if (!refused || FAULTS_OF_HEAT.some((fault) => fault.test(heat.message ?? ''))) continue;
      worded += 1;
      if (found.type !== heat.type || comparable(found.message ?? '') !== comparable(heat.message)) messages.push({ id, template, mutation, heat: heat.message ?? null, found });
    }
    console.log(`verdicts on broken templates ${broken.length - verdicts.length} of ${broken.length}, messages ${worded - messages.length} of ${worded}`);
    expect(verdicts).toEqual([]);
    expect(messages).toEqual([]);
  });
});

const PROBES = path.join(SHARED, 'spec', 'data', 'http-d2-errors.txt');
const probed = existsSync(PROBES);
if (!probed) console.warn('SKIPPED: requests that Heat refused need the folder ../shared, which is not there.');

interface Request {
  template: JsonMap;
  environment?: JsonMap | string;
  parameters?: JsonMap;
}

/** Requests that are wrong beside the template, faults of Heat, and what only the type that runs can tell. */
const NOT_THE_LANGUAGE = /tags|timeout_mins|disable_rollback|converge|"outputs": \[1\]|"bogus": 1}}|character_classes|"a: \["/;

describe.runIf(probed)('requests to make a stack', () => {
  const text = probed ? readFileSync(PROBES, 'utf8') : '';
  const requests = [...text.matchAll(/^BAD (\{.*\}) \n +-> \d+ (\w+) \| (.*)$/gm)].map(([, request = '', type = '', message = '']) => ({ request, type, message }));

  it.each(requests.filter(({ request }) => !NOT_THE_LANGUAGE.test(request)))('$request', ({ request, type, message }) => {
    const { template, environment: given = {}, parameters = {} }: Request = JSON.parse(request);
    const { environment, diagnostics } = parseEnvironment(given);
    const found = [...diagnostics, ...validateTemplate({ parsed: parseTemplate(JSON.stringify(template)), environment, catalogue: factsCatalogue, parameters })];
    const error = found.find(({ severity }) => severity === 'error');
    expect([error?.heat?.type ?? 'None', comparable(error?.heat?.message ?? 'None')]).toEqual([type, comparable(message)]);
  });
});
