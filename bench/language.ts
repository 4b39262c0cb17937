/**
 * How long the template language takes: to read, to validate, to bind, to resolve every property, and then the engine to plan a creation, for
 * templates of 1 kB up to the largest allowed, and for many resources.
 *
 *     node scripts/bundle.mjs bench/language.ts [runs]
 *
 * Prints the machine, the number of runs, and the median and the spread of each step.
 */
import { cpus, totalmem } from 'node:os';
import { plan } from '@/lib/engine/plan';
import { bindStack, type BoundStack, EMPTY_ENVIRONMENT, parseTemplate, resolveProperties, type Template, validateTemplate } from '@/lib/hot';
import { factsCatalogue } from '@/lib/resources/catalogue';

const runs = Number(process.argv[2] ?? 7);
const KILOBYTES = [1, 8, 64, 128, 256, 512];
/** Short ones, their type an alias, so that 22,000 are within the largest template; every tenth depends on the one before it. */
const RESOURCES = [1_000, 10_000, 22_000];

const environment = { ...EMPTY_ENVIRONMENT, resourceRegistry: { R: 'OS::Heat::RandomString' } };
const resolver = { referenceId: (name: string) => name, attribute: () => 'value', attributes: () => null };

console.log(`${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; ${runs} runs each, median (fastest-slowest) in ms`);
console.log(['', 'parse', 'validate', 'bind', 'resolve', 'bind + resolve', 'plan'].map((heading, column) => heading.padStart(column === 0 ? 26 : 24)).join(''));
for (const size of KILOBYTES) measure(`${size} kB`, realistic(size * 1024));
for (const count of RESOURCES) measure(`${count} resources`, many(count));

function measure(what: string, text: string): void {
  const times: Record<'parse' | 'validate' | 'bind' | 'resolve' | 'both' | 'plan', number[]> = { parse: [], validate: [], bind: [], resolve: [], both: [], plan: [] };
  // The first run warms the compiler up and is not counted.
  for (let run = 0; run <= runs; run += 1) {
    const start = performance.now();
    const parsed = parseTemplate(text);
    const read = performance.now();
    const problems = validateTemplate({ parsed, environment, catalogue: factsCatalogue }).filter(({ severity }) => severity === 'error');
    const validated = performance.now();
    const stack = bound(parsed.template, problems[0]?.message);
    const ready = performance.now();
    for (const name of stack.resources.keys()) {
      const resolved = resolveProperties(stack, name, resolver);
      if (!resolved.ok) throw new Error(`${name}: ${resolved.message}`);
    }
    const done = performance.now();
    const planned = plan(stack, [], { registry: { get: () => undefined }, revisionId: 'bench', previousRevisionId: null });
    const decided = performance.now();
    if (planned.nodes.length !== stack.resources.size) throw new Error(`the plan has ${planned.nodes.length} of ${stack.resources.size} resources`);
    if (run === 0) continue;
    times.parse.push(read - start);
    times.validate.push(validated - read);
    times.bind.push(ready - validated);
    times.resolve.push(done - ready);
    times.both.push(done - validated);
    times.plan.push(decided - done);
  }
  const label = `${what} (${(Buffer.byteLength(text) / 1024).toFixed(0)} kB)`;
  console.log(label.padStart(26) + Object.values(times).map((values) => summary(values).padStart(24)).join(''));
}

function bound(template: Template | null, problem: string | undefined): BoundStack {
  if (template === null || problem !== undefined) throw new Error(`the template of the benchmark is refused: ${problem ?? 'it cannot be read'}`);
  const { stack, diagnostics } = bindStack({ template, files: {}, environment, parameters: {}, pseudo: { stackName: 'bench', stackId: null, projectId: 'p' }, catalogue: factsCatalogue });
  if (stack === null) throw new Error(diagnostics[0]?.message);
  return stack;
}

/** Scripts, configs and deployments, as templates of that size really have; not longer than `bytes`. */
function realistic(bytes: number): string {
  const parts = ['heat_template_version: 2018-08-31\nparameters:\n  greeting: {type: string, default: hello}\nresources:\n'];
  let length = parts[0]?.length ?? 0;
  for (let index = 0; ; index += 1) {
    const part = [
      `  config_${index}:`,
      '    type: OS::Heat::SoftwareConfig',
      '    properties:',
      '      group: script',
      '      inputs: [{name: greeting, type: String}]',
      '      outputs: [{name: result}]',
      '      config:',
      '        str_replace:',
      '          template: |',
      '            #!/bin/sh',
      '            echo "$greeting from NUMBER" # what it says',
      '            echo "NUMBER" > "$heat_outputs_path.result"',
      `          params: {NUMBER: "${index}"}`,
      `  value_${index}:`,
      '    type: OS::Heat::Value',
      `    depends_on: config_${index}`,
      '    properties:',
      `      value: {list_join: [" ", [{get_param: greeting}, {get_resource: config_${index}}]]}`,
      '',
    ].join('\n');
    if (length + part.length > bytes) break;
    parts.push(part);
    length += part.length;
  }
  return parts.join('');
}

function many(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => ` r${index}: {type: R${index % 10 === 9 ? `, depends_on: r${index - 1}` : ''}}`);
  return `heat_template_version: 2018-08-31\nresources:\n${lines.join('\n')}\n`;
}

function summary(values: readonly number[]): string {
  const sorted = values.toSorted((left, right) => left - right);
  return `${sorted[sorted.length >> 1]?.toFixed(1)} (${sorted[0]?.toFixed(1)}-${sorted.at(-1)?.toFixed(1)})`;
}
