/**
 * What hostile templates cost until they are refused: time, and the memory a process grows to over what it has when the language is loaded.
 *
 *     node scripts/bundle.mjs bench/hostile.ts
 *
 * Every document has a process of its own. Exits with 1 when one takes more than 200 ms of processor time or 100 MB, or ends in no diagnostic.
 */
import { spawnSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { parseTemplate } from '@/lib/hot';
import { hostileProblems } from '@/lib/testing/hostile-problems';
import { HOSTILE_TEMPLATES, HOSTILE_TEXTS } from '@/lib/testing/hostile-templates';

const MOST_MILLISECONDS = 200;
const MOST_MEGABYTES = 100;
const WARM = "heat_template_version: 2018-08-31\nresources:\n  a: {type: OS::Heat::Value, properties: {value: {list_join: ['', [a, \"b\"]]}}}\n";

interface Cost {
  processor: number;
  elapsed: number;
  megabytes: number;
  answer: string;
}

const index = process.argv[2];
if (index === undefined) all();
else console.log(JSON.stringify(one(Number(index))));

function all(): void {
  console.log(`${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; one run each in a process of its own`);
  const names = [...HOSTILE_TEXTS, ...HOSTILE_TEMPLATES].map(({ name }) => name);
  let within = 0;
  for (const [number, name] of names.entries()) {
    const run = spawnSync(process.execPath, [process.argv[1] ?? '', String(number)], { encoding: 'utf8', timeout: 60_000 });
    if (run.status !== 0) {
      console.log(`${name.padEnd(36)} no answer: ${run.error?.message ?? run.stderr.slice(0, 200)}`);
      continue;
    }
    const cost: Cost = JSON.parse(run.stdout);
    const fits = cost.processor <= MOST_MILLISECONDS && cost.megabytes <= MOST_MEGABYTES && cost.answer !== '';
    if (fits) within += 1;
    console.log(`${name.padEnd(36)} ${cost.processor.toFixed(0).padStart(5)} ms (${cost.elapsed.toFixed(0)} elapsed) ${cost.megabytes.toFixed(0).padStart(4)} MB  ${fits ? '' : 'TOO MUCH '}${cost.answer.slice(0, 80)}`);
  }
  console.log(`${within} of ${names.length} within ${MOST_MILLISECONDS} ms and ${MOST_MEGABYTES} MB`);
  process.exitCode = within === names.length ? 0 : 1;
}

/** The text itself is there before the measurement begins. */
function one(number: number): Cost {
  for (let run = 0; run < 20; run += 1) hostileProblems({ text: WARM });
  const bomb = HOSTILE_TEXTS[number];
  const template = HOSTILE_TEMPLATES[number - HOSTILE_TEXTS.length];
  const text = bomb?.text() ?? '';
  // A text that was put together is one only when somebody looks into it.
  text.charCodeAt(text.length - 1);
  const memory = process.resourceUsage().maxRSS;
  const processor = process.cpuUsage();
  const started = performance.now();
  const answer = bomb === undefined ? (template === undefined ? '' : hostileProblems(template).join('; ')) : parseTemplate(text).diagnostics.map(({ code }) => code).filter((code, place, codes) => codes.indexOf(code) === place).join(', ');
  const elapsed = performance.now() - started;
  const { user, system } = process.cpuUsage(processor);
  return { processor: (user + system) / 1000, elapsed, megabytes: (process.resourceUsage().maxRSS - memory) / 1024, answer };
}
