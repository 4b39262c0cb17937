/** OpenStack's SDK for Python: its cloud layer, which Ansible's modules call, and its proxy of the service. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { prepareOwner } from '@/lib/auth/owner';
import type { Json } from '@/lib/hot/types';
import { ApiStage, mapOf } from './testing/api-stage';

/** That of Debian's packages, whichever Python comes first in the path. */
const PYTHON = '/usr/bin/python3';
const INSTALLED = spawnSync(PYTHON, ['-c', 'import openstack'], { stdio: 'ignore' }).status === 0;
if (!INSTALLED) console.warn('SKIPPED: no OpenStack SDK for Python here (Debian: apt-get install python3-openstacksdk).');

const PASSWORD = 'correct horse';
const FILES: Readonly<Record<string, string>> = {
  'web.yaml': `heat_template_version: 2021-04-16
parameters:
  length: {type: number, default: 8}
  secret: {type: string, hidden: true}
resources:
  text: {type: OS::Heat::RandomString, properties: {length: {get_param: length}}}
outputs:
  length: {value: {get_param: length}}
  script: {value: {get_file: hello.sh}}
`,
  'env.yaml': 'parameters: {length: 9}\n',
  'hello.sh': 'echo hello\n',
  'fails.yaml': 'heat_template_version: 2021-04-16\nresources:\n  bad: {type: OS::Heat::TestResource, properties: {fail: true}}\n',
};

let api: ApiStage;
let directory: string;

beforeAll(async () => {
  api = await ApiStage.open();
  await prepareOwner(api.stage.world.database.prisma, { ownerPassword: PASSWORD });
  directory = mkdtempSync(path.join(tmpdir(), 'hearth-sdk-'));
  for (const [name, content] of Object.entries(FILES)) writeFileSync(path.join(directory, name), content);
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await api.close();
});

async function session(): Promise<Json> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(PYTHON, ['lib/heat-api/testing/sdk-session.py', directory], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH, HOME, NODE_ENV: 'test', OS_AUTH_URL: `${api.web.url}/identity`, OS_USERNAME: 'admin', OS_PASSWORD: PASSWORD, OS_PROJECT_ID: api.projectId,
      OS_USER_DOMAIN_NAME: 'Default', OS_PROJECT_DOMAIN_NAME: 'Default',
    },
  });
  const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (printed === '') throw new Error(complaints);
  return z.json().parse(JSON.parse(printed));
}

describe.skipIf(!INSTALLED)('the SDK of OpenStack for Python', { timeout: 180_000 }, () => {
  it('creates, finds, updates, checks, abandons and deletes stacks, and sees one fail', async () => {
    expect(mapOf(await session())).toMatchObject({
      created: { name: 'sdk', status: 'CREATE_COMPLETE', parameters: { length: '9', secret: '******' }, tags: ['blue'], outputs: { length: 9, script: 'echo hello\n' } },
      listed: ['sdk', 'shop'], searched: ['sdk'],
      updated: { status: 'UPDATE_COMPLETE', parameters: { length: '5' }, outputs: { length: 5 } },
      failed: 'CREATE_FAILED', deleted: [true, false],
      resources: [['text', 'OS::Heat::RandomString', 'CREATE_COMPLETE']], environment: { length: 5, secret: '******' }, files: ['echo hello\n'],
      valid: ['length', 'secret'], invalid: [400, expect.stringContaining('No::Such')],
      checked: 'CHECK_COMPLETE', second: 'CREATE_COMPLETE', abandoned: ['w'], config: 'echo hello', configs: ['config'],
      missing: [404, expect.stringContaining('The Stack (nobody) could not be found.')], left: ['shop'],
    });
  });
});
