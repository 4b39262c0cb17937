/**
 * One run of a host without an agent, followed to its end over SSH. What the agent does beside the script, this does from here, with the same stores and the same
 * judgement (agent-api.ts). It may be called again at any time for the same run: the host knows what was started, the database how much of the output is here.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type Ran, SshFault, type SshSession } from '@/lib/providers/ssh/session';
import { type AgentApiPorts, serveRun } from '../agent-api';
import { agentFiles } from '../agent-plan';
import type { AgentRun, LogStream } from '../ports';
import { forgetScript, haltScript, type HostRun, lookScript, NO_FILE, outputScript, type RunState, startScript } from './host-scripts';

export interface RelayPorts extends AgentApiPorts {
  /** The agent's program: its part that does one run is used. */
  agent(): string;
}

const LOOK_EVERY_MS = 250;
/** Between its start and its first line, and between its last line and its end, a run is not to be seen. */
const LOST_AFTER = 12;
/** A host that was told to start the run this often, and shows nothing of it, cannot. */
const NOT_STARTED_AFTER = 240;
const INTERRUPTED = 'The run was interrupted: its process was killed, or the server was restarted, before it ended. It is not run again.';

/** Resolves when the run was reported, or is not wanted any more. @throws SshFault */
export async function attendRun(ports: RelayPorts, session: SshSession, server: { id: string; name: string }, run: AgentRun): Promise<void> {
  const { store } = ports;
  const place: HostRun = { serverId: server.id, serverName: server.name, configId: run.config.id };
  const files = agentFiles(run.deploymentId, run.config);
  const ends: Record<LogStream, number> = { stdout: await store.logEnd(run.config.id, 'stdout'), stderr: await store.logEnd(run.config.id, 'stderr') };
  let lost = 0;
  let asked = 0;
  let started = false;
  await store.markDelivered(run);
  for (;;) {
    const seen = readLook(await succeed(session, lookScript(place, ends)));
    if (seen.state === 'absent') {
      if ((asked += 1) > NOT_STARTED_AFTER) throw new SshFault('refused', 'The host takes the run and does not start it. Can its user run programs in the background, and write to its home directory?');
      await succeed(session, startScript(place, { agent: ports.agent(), ...files }));
    } else if (!started) {
      started = true;
      await store.markStarted(run);
    }
    lost = seen.state === 'lost' ? lost + 1 : 0;
    const ended = seen.state === 'ended' || lost > LOST_AFTER;
    const moved = [await send(ports, run, 'stdout', seen.stdout, ends, ended), await send(ports, run, 'stderr', seen.stderr, ends, ended)];
    if (moved.includes(true)) continue;
    if (ended) break;
    await pause(LOOK_EVERY_MS);
    const now = await store.findRun(server.id, run.config.id);
    if (now === null || now.finished) {
      await session.run('sh -s', haltScript(place));
      return;
    }
  }
  const code = readLook(await succeed(session, lookScript(place, ends))).code;
  const form = new FormData();
  form.set('code', String(code ?? 137));
  if (code === null) form.set('interrupted', INTERRUPTED);
  for (const [index, name] of outputsOf(files.plan).entries()) {
    const { code: ending, stdout } = await session.run('sh -s', outputScript(place, name));
    if (ending === 0) form.set(`o${index}`, stdout.toString('utf8'));
    else if (ending !== NO_FILE) throw new SshFault('away', `The output "${name}" could not be read (code ${ending}).`);
  }
  await post(ports, run, 'finish', form);
  await session.run('sh -s', forgetScript(place));
}

/** The run fails with a sentence that its standard error ends with. */
export async function failRun(ports: RelayPorts, run: AgentRun, reason: string): Promise<void> {
  const form = new FormData();
  form.set('code', '126');
  form.set('interrupted', reason);
  await post(ports, run, 'finish', form);
}

interface Look {
  state: RunState;
  code: number | null;
  stdout: Buffer;
  stderr: Buffer;
}

function readLook(answer: Buffer): Look {
  const end = answer.indexOf('\n');
  const [, state, code = '', out = '', err = ''] = /^(absent|running|ended|lost) (\S+)\s+(\d+)\s+(\d+)$/.exec(answer.subarray(0, end).toString('utf8')) ?? [];
  if (!isState(state)) throw new SshFault('refused', `The host answers something else than it was asked: ${JSON.stringify(answer.subarray(0, 200).toString('utf8'))}. Does its shell print texts of its own?`);
  const from = end + 1;
  return { state, code: /^\d+$/.test(code) ? Number(code) : null, stdout: answer.subarray(from, from + Number(out)), stderr: answer.subarray(from + Number(out), from + Number(out) + Number(err)) };
}

function isState(word: string | undefined): word is RunState {
  return word === 'absent' || word === 'running' || word === 'ended' || word === 'lost';
}

/** Stores what is new; true when there may be more at once. */
async function send(ports: RelayPorts, run: AgentRun, stream: LogStream, piece: Buffer, ends: Record<LogStream, number>, last: boolean): Promise<boolean> {
  if (piece.length === 0) return false;
  const before = ends[stream];
  const answer = await post(ports, run, `log?stream=${stream}&position=${before}${last ? '&last=1' : ''}`, new Uint8Array(piece));
  ends[stream] = Number(answer);
  return ends[stream] !== before;
}

async function post(ports: RelayPorts, run: AgentRun, what: string, body: FormData | Uint8Array<ArrayBuffer>): Promise<string> {
  const url = new URL(what, 'http://relay');
  const response = await serveRun(ports, run, url.pathname.slice(1), new Request(url, { method: 'POST', body }), url);
  const text = await response.text();
  if (!response.ok) throw new Error(`What the host reported was not taken: ${text.trim()}`);
  return text;
}

async function succeed(session: SshSession, script: string): Promise<Buffer> {
  const { code, stdout, stderr }: Ran = await session.run('sh -s', script);
  if (code !== 0) throw new SshFault('refused', `The host could not do a step of the run (code ${code}): ${stderr || 'it says nothing'}. Is there room on its disk, and may the user write to its home directory?`);
  return stdout;
}

function outputsOf(plan: string): string[] {
  return plan.split('\n').filter((line) => line.startsWith('output ')).map((line) => line.slice('output '.length));
}
