/** Runs a configuration as an agent does, without one: for tests. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Json, JsonMap } from '@/lib/hot/types';
import { agentFiles, resultOf } from '@/lib/software/agent-plan';
import type { DerivedConfig } from '@/lib/software/types';

export interface ToolRun {
  code: number;
  outputs: JsonMap;
  stdout: string;
  stderr: string;
}

export interface ToolRequest {
  config: Json;
  inputs?: JsonMap;
  outputs?: readonly string[];
  options?: JsonMap;
  action?: string;
  /** Programs that stand for those that are not installed: name and text. */
  standIns?: Readonly<Record<string, string>>;
  /** The directories of programs; that of the stand-ins comes first. */
  PATH?: string;
  /** Of the host, beside what every run has. */
  environment?: Readonly<Record<string, string>>;
  /** In the home directory of its user: path and text. */
  files?: Readonly<Record<string, string>>;
}

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export function installed(program: string): boolean {
  return SYSTEM_PATH.split(':').some((directory) => existsSync(path.join(directory, program)));
}

export async function runTool(group: string, request: ToolRequest): Promise<ToolRun> {
  const home = mkdtempSync(path.join(tmpdir(), 'hearth-tool-'));
  try {
    const run = path.join(home, 'run');
    const bin = path.join(home, 'bin');
    for (const directory of [run, bin]) mkdirSync(directory);
    for (const [name, text] of Object.entries(request.standIns ?? {})) program(path.join(bin, name), text);
    for (const [name, text] of Object.entries(request.files ?? {})) {
      mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
      writeFileSync(path.join(home, name), text);
    }
    const config = configFor(group, request);
    const files = agentFiles('d1', config);
    program(path.join(run, 'launch'), files.launch);
    program(path.join(run, 'script'), files.script);
    const { code, stdout, stderr } = await execute(path.join(run, 'launch'), {
      PATH: `${bin}:${request.PATH ?? SYSTEM_PATH}`, HOME: home, LANG: 'C.UTF-8', HEARTH_RUN: run, HEARTH_SERVER_DIR: home, ...request.environment,
    });
    const names = files.plan.split('\n').filter((line) => line.startsWith('output ')).map((line) => line.slice(7));
    const result = await resultOf(config, code, async (index) => {
      const file = path.join(run, `output.${names[index] ?? ''}`);
      return existsSync(file) ? readFileSync(file, 'utf8') : null;
    });
    return { code: result.code, outputs: result.outputs, stdout, stderr };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function configFor(group: string, { config, inputs = {}, outputs = [], options = {}, action = 'CREATE' }: ToolRequest): DerivedConfig {
  const all = { ...inputs, deploy_action: action, deploy_stack_id: 'shop/1' };
  return {
    id: '00000000-0000-4000-8000-00000000000a', name: 'web', group, config, options,
    inputs: Object.entries(all).map(([name, value]) => ({ name, type: 'String', value })),
    outputs: outputs.map((name) => ({ name })),
  };
}

function program(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

function execute(file: string, env: Record<string, string>): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('/usr/bin/env', ['-i', ...Object.entries(env).map(([name, value]) => `${name}=${value}`), file], { cwd: env['HOME'], stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece));
    child.stderr.setEncoding('utf8').on('data', (piece: string) => (stderr += piece));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 255, stdout, stderr }));
  });
}
