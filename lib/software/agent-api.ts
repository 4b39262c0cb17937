/**
 * What agents ask and report, over HTTP. An agent has one secret, the token of its own server, and sees nothing else.
 *
 *     GET  /agent/v1/next?wait=25                    200 the plan of the next run, or "rotate" | 204 nothing yet
 *     POST /agent/v1/rotate                          a new token; the old one is void with the first use of it
 *     GET  /agent/v1/runs/<config>/launch|script     the two files of a run
 *     POST /agent/v1/runs/<config>/started
 *     POST /agent/v1/runs/<config>/log?stream=stdout&position=0[&last=1]   body: bytes; answer: where the stream ends now
 *     POST /agent/v1/runs/<config>/finish            form: code, [interrupted], output files as o0, o1...
 *
 * Every request may be repeated. 401: the token is not (or no longer) one. 410: the run is not wanted any more.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Json, JsonMap } from '@/lib/hot/types';
import { agentFiles, resultOf } from './agent-plan';
import { agentVersionOf } from './agent-version';
import { judge } from './judge';
import { newToken } from './join-api';
import type { AgentBell, AgentIdentity, AgentRun, AgentStore, HostStore, LogStream } from './ports';
import { signalOfRun } from './signal-address';
import { tokenHash } from './token-hash';
import { decodePiece } from './utf8';

export interface AgentApiPorts {
  store: AgentStore;
  hosts: Pick<HostStore, 'offerToken'>;
  bell: AgentBell;
  now(): Date;
}

/** Of each stream at most so much is kept; what comes after is counted and dropped. */
export const STREAM_LIMIT = 16 * 1024 * 1024;
const PIECE_LIMIT = 1024 * 1024;
const FORM_LIMIT = 64 * 1024 * 1024;
/** The two standard outputs of a signal together, as Heat's agents cut them: the end matters most. */
const SIGNAL_LIMIT = 950_000;
const LONGEST_WAIT_S = 25;
const UNKNOWN = 'The bearer token is not one of a server that exists.';
const GONE = 'This run is not wanted any more.';
const ROTATE = 'plan 1\nrotate\n';
/** A bell can be missed while its connection is renewed; looking again this often bounds the delay. */
const LOOK_AGAIN_MS = 5_000;

export { tokenHash } from './token-hash';

export function createAgentApi(ports: AgentApiPorts): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    const words = url.pathname.split('/').filter((word) => word !== '');
    const token = bearerToken(request);
    if (token === null) return refusal(401, UNKNOWN);
    const version = agentVersionOf(request.headers.get('user-agent'));
    const [, , area, configId, what] = words;
    if (words[0] === 'agent' && words[1] === 'v1' && area === 'runs' && configId !== undefined && what !== undefined && isUuid(configId)) {
      const found = await ports.store.authenticateFor(token, version, configId);
      if (found === null) return refusal(401, UNKNOWN);
      return found.run === null ? refusal(410, GONE) : serveRun(ports, found.run, what, request, url);
    }
    const agent = await ports.store.authenticate(token, version);
    if (agent === null) return refusal(401, UNKNOWN);
    if (words[0] !== 'agent' || words[1] !== 'v1') return refusal(404, 'Expected a path under /agent/v1.');
    if (words[2] === 'next' && request.method === 'GET') return next(ports, { ...agent, token }, url, request.signal);
    if (words.length === 3 && words[2] === 'rotate' && request.method === 'POST') return rotate(ports, agent);
    return area !== 'runs' || configId === undefined || what === undefined ? refusal(404, 'Expected next, rotate or runs/<config>/<what>.') : refusal(410, GONE);
  };
}

/** One request about one run, of an agent or on its behalf. */
export async function serveRun(ports: AgentApiPorts, run: AgentRun, what: string, request: Request, url: URL): Promise<Response> {
  switch (`${request.method} ${what}`) {
    case 'GET launch':
      return text(agentFiles(run.deploymentId, run.config).launch);
    case 'GET script':
      return text(agentFiles(run.deploymentId, run.config).script);
    case 'POST started':
      await ports.store.markStarted(run);
      return text('');
    case 'POST log':
      return log(ports, run, request, url);
    case 'POST finish':
      return finish(ports, run, request);
    default:
      return refusal(404, 'Expected GET launch, GET script, POST started, POST log or POST finish.');
  }
}

/** The hash of the token that a request carries. */
function bearerToken(request: Request): string | null {
  const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && token ? tokenHash(token) : null;
}

async function rotate({ hosts }: AgentApiPorts, { serverId }: AgentIdentity): Promise<Response> {
  const token = newToken();
  await hosts.offerToken(serverId, tokenHash(token));
  return text(`${token}\n`);
}

async function next(ports: AgentApiPorts, agent: AgentIdentity & { token: string }, url: URL, signal: AbortSignal): Promise<Response> {
  if (agent.tokenIsOld) return text(ROTATE);
  const wait = Math.min(Math.max(Number(url.searchParams.get('wait') ?? 0) || 0, 0), LONGEST_WAIT_S);
  const deadline = ports.now().getTime() + wait * 1000;
  for (;;) {
    // Listen before looking: news that arrive in between ring the bell.
    const stop = new AbortController();
    const left = deadline - ports.now().getTime();
    const news = ports.bell.wait(agent.serverId, Math.max(0, Math.min(left, LOOK_AGAIN_MS)), AbortSignal.any([signal, stop.signal]));
    const found = await ports.store.nextRun(agent.serverId);
    if (found !== null && found.settledIn > 0 && left > 0) {
      stop.abort();
      await pause(found.settledIn);
      continue;
    }
    if (found !== null) {
      const { run } = found;
      stop.abort();
      await ports.store.markDelivered(run);
      return text(agentFiles(run.deploymentId, run.config).plan);
    }
    if (left <= 0 || signal.aborted || ports.bell.closed) {
      stop.abort();
      return new Response(null, { status: 204 });
    }
    await news;
    // The news may be that the server is gone, or that its token is to be renewed.
    const known = await ports.store.authenticate(agent.token, null);
    if (known === null) return refusal(401, UNKNOWN);
    if (known.tokenIsOld) return text(ROTATE);
  }
}

async function log(ports: AgentApiPorts, run: AgentRun, request: Request, url: URL): Promise<Response> {
  const stream = url.searchParams.get('stream');
  const position = Number(url.searchParams.get('position'));
  if (!isStream(stream)) return refusal(400, `Expected stream=stdout or stream=stderr, found ${JSON.stringify(stream)}.`);
  if (!Number.isSafeInteger(position) || position < 0) return refusal(400, 'Expected position=<bytes from the start of the stream>.');
  const body = await readBody(request, PIECE_LIMIT);
  if (body === null) return refusal(413, `A piece of a log has at most ${PIECE_LIMIT} bytes.`);
  // Given up while it runs: it cannot come to anything any more, and its server is to be free for the next thing.
  if (run.finished && run.status === 'FAILED') return refusal(410, GONE);
  // Everything past the limit is one long piece that says so: the agent goes on counting, nothing more is stored.
  if (position > STREAM_LIMIT) return text(String(position + body.length));
  const piece = position === STREAM_LIMIT ? marker(body.length) : decodePiece(body.subarray(0, STREAM_LIMIT - position), isLast(url, position, body.length));
  if (piece.bytes === 0) return text(String(await ports.store.logEnd(run.config.id, stream)));
  return text(String(await ports.store.appendLog(run, { stream, position, ...piece })));
}

/** The end of the stream, or of what is kept of it: then a character that is cut off stays so. */
function isLast(url: URL, position: number, length: number): boolean {
  return url.searchParams.get('last') === '1' || position + length > STREAM_LIMIT;
}

function marker(bytes: number): { text: string; bytes: number } {
  return bytes === 0 ? { text: '', bytes } : { text: `\n[Only the first ${STREAM_LIMIT} bytes of this stream are kept.]\n`, bytes };
}

async function finish(ports: AgentApiPorts, run: AgentRun, request: Request): Promise<Response> {
  if (run.finished) return text('');
  const body = await readBody(request, FORM_LIMIT);
  if (body === null) return refusal(413, `The outputs of a run have at most ${FORM_LIMIT} bytes.`);
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': request.headers.get('content-type') ?? '' } })
    .formData()
    .catch(() => null);
  const given = form?.get('code');
  // Not every text that JavaScript takes for a number is one: the empty one would be a success.
  const code = typeof given === 'string' && /^-?\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
  if (form === null || Number.isNaN(code)) return refusal(400, 'Expected a form with the exit code as `code`.');
  const result = await resultOf(run.config, code, async (index) => {
    const value = form.get(`o${index}`);
    if (value === null) return null;
    return (typeof value === 'string' ? value : await value.text()).replaceAll('\0', '\uFFFD');
  });
  const signal: JsonMap = { ...result.outputs, ...(await standardOutputs(ports.store, run.config.id)), deploy_status_code: result.code };
  const interrupted = form.get('interrupted');
  if (typeof interrupted === 'string') signal['deploy_stderr'] = `${textOf(signal['deploy_stderr'])}${interrupted.slice(0, 10_000)}\n`;
  const verdict = judge(run.deploymentId, run.config.outputs, {}, signal);
  await ports.store.finish(run, verdict, signalOfRun(run.config.id, signal));
  return text('');
}

async function standardOutputs(store: AgentStore, configId: string): Promise<JsonMap> {
  const stderr = await store.readLog(configId, 'stderr', SIGNAL_LIMIT);
  const stdout = await store.readLog(configId, 'stdout', Math.max(0, SIGNAL_LIMIT - stderr.length));
  return { deploy_stdout: stdout, deploy_stderr: stderr };
}

/** The whole body, or null when it is larger than `limit`: read no further than that. */
async function readBody(request: Request, limit: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (request.body === null) return new Uint8Array();
  for await (const piece of request.body) {
    size += piece.length;
    if (size > limit) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function isStream(value: string | null): value is LogStream {
  return value === 'stdout' || value === 'stderr';
}

function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}

function text(body: string): Response {
  return new Response(body, { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } });
}

function refusal(status: number, message: string): Response {
  return new Response(`${message}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
