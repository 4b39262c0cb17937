/**
 * How long the template language takes: parsing, validating and binding, by size of the text and by number of resources.
 *
 *     node scripts/bundle.mjs bench/language.ts [runs] [kilobytes] [resources]
 *
 * Prints the machine, the number of runs, and of each case the median, the spread and what a kilobyte or a resource costs.
 */
import { cpus, totalmem } from 'node:os';
import { bindStack, MAX_TEMPLATE_BYTES, parseTemplate, validateTemplate } from '@/lib/hot';
import { factsCatalogue } from '@/lib/resources/catalogue';

const HEAD = 'heat_template_version: 2018-08-31\nparameters:\n  image: {type: string, default: cirros}\n';
const runs = Number(process.argv[2] ?? 7);
const kilobytes = (process.argv[3] ?? '1,8,64,512').split(',').map(Number);
const resources = (process.argv[4] ?? '1000,10000').split(',').map(Number);

console.log(`${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; ${runs} runs each`);
measure('warming up', server(200), 1, 'resource', false);
for (const size of kilobytes) {
  const text = sized(size * 1024);
  measure(`${size} kB`, text, text.length / 1024, 'kB', true);
}
for (const count of resources) measure(`${count} resources`, value(count), count, 'resource', true);

function measure(what: string, text: string, units: number, unit: string, shown: boolean): void {
  const times = { parse: [] as number[], validate: [] as number[], bind: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    const parsed = parseTemplate(text);
    const read = performance.now();
    const problems = validateTemplate({ parsed, catalogue: factsCatalogue, parameters: {} }).filter(({ severity }) => severity === 'error');
    const validated = performance.now();
    if (parsed.template === null || problems[0] !== undefined) throw new Error(`The template of the measurement is not valid: ${problems[0]?.message ?? 'it cannot be read'}`);
    bindStack({ template: parsed.template, files: {}, parameters: {}, pseudo: { stackName: 's', stackId: null, projectId: 'p' }, catalogue: factsCatalogue });
    times.parse.push(read - started);
    times.validate.push(validated - read);
    times.bind.push(performance.now() - validated);
  }
  if (!shown) return;
  for (const [step, found] of Object.entries(times)) {
    const spread = `${Math.min(...found).toFixed(1)}-${Math.max(...found).toFixed(1)}`;
    const median = found.toSorted((left, right) => left - right)[Math.floor(found.length / 2)] ?? NaN;
    console.log(`${`${what}: ${step}`.padEnd(28)} ${median.toFixed(1).padStart(8)} ms (${spread}), ${((median / units) * 1000).toFixed(1)} µs a ${unit}`);
  }
}

/** Servers with their ports and configs, until the text has so many bytes. */
function sized(bytes: number): string {
  const pair = server(2).length - server(1).length;
  const text = server(Math.max(1, Math.floor((Math.min(bytes, MAX_TEMPLATE_BYTES) - HEAD.length) / pair) - 3));
  return text.length <= MAX_TEMPLATE_BYTES ? text : text.slice(0, MAX_TEMPLATE_BYTES);
}

function server(count: number): string {
  const parts = Array.from({ length: count }, (_, index) => `  port${index}:
    type: OS::Neutron::Port
    properties:
      network: private
      fixed_ips: [{ip_address: {list_join: ['.', ['10', '0', '0', '7']]}}]
  server${index}:
    type: OS::Nova::Server
    # the ${index}th of them
    properties:
      image: {get_param: image}
      flavor: m1.small
      networks: [{port: {get_resource: port${index}}}]
      user_data:
        str_replace:
          template: |
            #!/bin/sh
            echo "$name" > /etc/hostname
          params: {$name: {get_attr: [port${index}, fixed_ips, 0, ip_address]}}
`);
  return `${HEAD}resources:\n${parts.join('')}`;
}

/** Short ones, a chain of ten in turn: ten thousand of them fit into the largest template. */
function value(count: number): string {
  const parts = Array.from({ length: count }, (_, index) => `  r${index}: {type: OS::Heat::None${index % 10 === 0 ? '' : `, depends_on: r${index - 1}`}}\n`);
  return `heat_template_version: 2018-08-31\nresources:\n${parts.join('')}`;
}
