/** What a self-test has found so far, as checks for people. Pure. */
import { HOST_TOOLS, type HostTool } from './tools';
import type { HostCheck } from '@/lib/wire/hosts';

/** A piece of its output, and when it arrived here. */
export interface Heard {
  text: string;
  at: Date;
}

export interface TestRun {
  /** `ssh`: Hearth signs in; otherwise an agent asks for work. */
  kind: string;
  createdAt: Date;
  deliveredAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  statusCode: number | null;
  heard: readonly Heard[];
}

/** Less room than this is told; a run keeps its files and up to twice 16 MiB of output there. */
const LITTLE_ROOM_KIB = 200 * 1024;
/** A clock that is off by more than this makes dates of certificates and logs wrong. */
const MOST_SKEW_S = 5;
const SLOW_ANSWER_MS = 10_000;

interface Finding {
  words: readonly string[];
  at: Date;
}

/** All checks, in the order in which they are made; those that were not come to yet are waiting. */
export function hostChecks(run: TestRun): HostCheck[] {
  const findings = findingsOf(run.heard);
  const over = run.finishedAt !== null;
  const of = (name: string): Finding | undefined => findings.find(({ words }) => words[0] === name);
  const next = (from: boolean): HostCheck['state'] => (over ? 'skipped' : from ? 'running' : 'waiting');
  return [
    answer(run),
    scriptCheck(run, over),
    userCheck(of('user'), next(run.startedAt !== null)),
    clockCheck(of('clock'), run.deliveredAt, next(run.startedAt !== null)),
    ...(['server', 'temporary'] as const).map((place) => diskCheck(place, findings.find(({ words }) => words[0] === 'disk' && words[1] === place), next(of('clock') !== undefined))),
    ...HOST_TOOLS.map((tool) => toolCheck(tool, findings, over)),
  ];
}

/** Whether the script has said that it came to its end. */
export function cameToItsEnd(heard: readonly Heard[]): boolean {
  return findingsOf(heard).some(({ words }) => words[0] === 'end');
}

/** Whole lines only: the last one may still be coming. */
function findingsOf(heard: readonly Heard[]): Finding[] {
  const findings: Finding[] = [];
  let open = '';
  for (const { text, at } of heard) {
    const lines = `${open}${text}`.split('\n');
    open = lines.pop() ?? '';
    findings.push(...lines.map((line) => ({ words: line.split('\t'), at })));
  }
  return findings;
}

function answer({ kind, createdAt, deliveredAt, finishedAt }: TestRun): HostCheck {
  const check = { id: 'answer', group: 'connection', label: kind === 'ssh' ? 'Answers over SSH' : 'Its agent asks for work' } as const;
  if (deliveredAt === null) return finishedAt === null ? { ...check, state: 'running', value: '', hint: null } : { ...check, state: 'failed', value: 'no answer', hint: null };
  const took = deliveredAt.getTime() - createdAt.getTime();
  return { ...check, state: took > SLOW_ANSWER_MS ? 'warning' : 'good', value: `after ${durationOf(took)}`, hint: took > SLOW_ANSWER_MS ? 'It was away, or busy with something else.' : null };
}

function scriptCheck({ startedAt, finishedAt, statusCode, deliveredAt, heard }: TestRun, over: boolean): HostCheck {
  const check = { id: 'script', group: 'connection', label: 'Runs a script and tells its output' } as const;
  const ended = cameToItsEnd(heard);
  if (over && (statusCode !== 0 || !ended)) return { ...check, state: deliveredAt === null ? 'skipped' : 'failed', value: statusCode === null ? 'it did not end' : `exit code ${statusCode}`, hint: null };
  if (over && startedAt !== null && finishedAt !== null) return { ...check, state: 'good', value: `exit code 0, whole test ${durationOf(finishedAt.getTime() - startedAt.getTime())}`, hint: null };
  return { ...check, state: startedAt === null ? 'waiting' : 'running', value: '', hint: null };
}

function userCheck(found: Finding | undefined, otherwise: HostCheck['state']): HostCheck {
  const check = { id: 'user', group: 'machine', label: 'Runs things as' } as const;
  if (found === undefined) return { ...check, state: otherwise, value: '', hint: null };
  const [, name = '', id] = found.words;
  return { ...check, state: 'good', value: name, hint: id === '0' ? null : 'Not root: configurations may do what this user may.' };
}

/**
 * The host's clock was read after the script had been given to it and before its line arrived here, and shows whole seconds: within that no difference can be told. What is
 * told is the least that it is off.
 */
function clockCheck(found: Finding | undefined, deliveredAt: Date | null, otherwise: HostCheck['state']): HostCheck {
  const check = { id: 'clock', group: 'machine', label: 'Clock' } as const;
  const shown = Number(found?.words[1]);
  if (found === undefined || deliveredAt === null || !Number.isSafeInteger(shown)) return { ...check, state: otherwise, value: '', hint: null };
  const ahead = shown - found.at.getTime() / 1000;
  const behind = deliveredAt.getTime() / 1000 - (shown + 1);
  if (ahead <= 0 && behind <= 0) return { ...check, state: 'good', value: `in step, as far as can be told in ${durationOf(found.at.getTime() - deliveredAt.getTime() + 1000)}`, hint: null };
  const off = Math.max(ahead, behind);
  const value = `${durationOf(off * 1000)} ${ahead > 0 ? 'ahead' : 'behind'}`;
  return { ...check, state: off > MOST_SKEW_S ? 'warning' : 'good', value, hint: off > MOST_SKEW_S ? 'Have it follow a time server: certificates, logs and signed requests depend on it.' : null };
}

function diskCheck(place: 'server' | 'temporary', found: Finding | undefined, otherwise: HostCheck['state']): HostCheck {
  const check = { id: `disk-${place}`, group: 'machine', label: place === 'server' ? 'Room where runs are kept' : 'Room for temporary files' } as const;
  const [free, size] = [Number(found?.words[2]), Number(found?.words[3])];
  if (found === undefined || !Number.isFinite(free) || !Number.isFinite(size)) return { ...check, state: otherwise, value: '', hint: null };
  const little = free < LITTLE_ROOM_KIB;
  return { ...check, state: little ? 'warning' : 'good', value: `${bytesOf(free)} free of ${bytesOf(size)}, on ${found.words[4] ?? ''}`, hint: little ? 'Runs need some for their output; packages need more.' : null };
}

function toolCheck({ program, label, groups }: HostTool, findings: readonly Finding[], over: boolean): HostCheck {
  const about = (word: string): Finding | undefined => findings.find(({ words }) => words[0] === word && words[1] === program);
  const check = { id: `tool-${program}`, group: 'tools', label, groups } as const;
  if (about('none') !== undefined) return { ...check, state: 'absent', value: 'not there', hint: null };
  const [, , code, said = ''] = about('tool')?.words ?? [];
  if (code === undefined) return { ...check, state: over ? 'skipped' : about('asks') === undefined ? 'waiting' : 'running', value: '', hint: null };
  if (code === '124') return { ...check, state: 'warning', value: 'does not answer', hint: 'Asked for its version, it said nothing for ten seconds.' };
  if (code !== '0') return { ...check, state: 'warning', value: 'there, and does not work', hint: said === '' ? `Asked for its version, it ended with ${code}.` : said };
  return { ...check, state: 'good', value: versionIn(said) ?? 'there', hint: null };
}

/** The first thing that looks like a version. */
export function versionIn(text: string): string | null {
  return /\d+(?:\.\d+)+(?:[-+~.][0-9A-Za-z]+)*/.exec(text)?.[0] ?? null;
}

function durationOf(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = ms / 1000;
  if (seconds < 120) return `${Number(seconds.toFixed(1))} s`;
  const minutes = seconds / 60;
  if (minutes < 120) return `${Math.round(minutes)} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}

function bytesOf(kib: number): string {
  const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let value = kib;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number(value.toFixed(value < 10 ? 1 : 0))} ${units[unit]}`;
}
