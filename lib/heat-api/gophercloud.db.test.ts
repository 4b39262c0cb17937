/** The library that Terraform's provider speaks to Heat with, asking what the provider's stack resource asks. */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareOwner } from '@/lib/auth/owner';
import { ApiStage } from './testing/api-stage';

/** Where Debian puts sources of Go's packages. */
const GOPATH = '/usr/share/gocode';
const INSTALLED = spawnSync('go', ['version'], { stdio: 'ignore' }).status === 0 && existsSync(path.join(GOPATH, 'src/github.com/gophercloud/gophercloud'));
if (!INSTALLED) console.warn('SKIPPED: gophercloud is not here (Debian: apt-get install golang-go golang-github-gophercloud-gophercloud-dev).');

const PASSWORD = 'correct horse';
const run = promisify(execFile);
let api: ApiStage;
let directory: string;

beforeAll(async () => {
  if (!INSTALLED) return;
  directory = mkdtempSync(path.join(tmpdir(), 'hearth-gophercloud-'));
  const environment = { PATH: process.env['PATH'], HOME: directory, NODE_ENV: 'test' as const, GOPATH, GO111MODULE: 'off', GOFLAGS: '-mod=', GOCACHE: path.join(directory, 'cache') };
  execFileSync('go', ['build', '-o', path.join(directory, 'terraform-like'), './lib/heat-api/testing/gophercloud'], { env: environment });
  api = await ApiStage.open();
  await prepareOwner(api.stage.world.database.prisma, { ownerPassword: PASSWORD });
}, 300_000);
afterAll(async () => {
  if (!INSTALLED) return;
  rmSync(directory, { recursive: true, force: true });
  await api.close();
});

describe.skipIf(!INSTALLED)('gophercloud', { timeout: 120_000 }, () => {
  it('creates, reads, updates and deletes a stack, as Terraform has it do', async () => {
    const { stdout } = await run(path.join(directory, 'terraform-like'), {
      env: { NODE_ENV: 'test', OS_AUTH_URL: `${api.web.url}/identity/v3`, OS_USERNAME: 'admin', OS_PASSWORD: PASSWORD, OS_PROJECT_ID: api.projectId, OS_DOMAIN_NAME: 'Default' },
    });
    const output = (value: number) => [{ output_key: 'length', output_value: value, description: expect.anything() }];
    expect(JSON.parse(stdout)).toEqual({
      created: { status: 'CREATE_COMPLETE', parameters: '4', outputs: output(4), tags: ['one', 'two'], timeout: 30, disableRollback: true, born: true, updated: false },
      updated: { status: 'UPDATE_COMPLETE', outputs: output(5), tags: ['three'], timeout: 20, updated: true },
      found: true, listed: expect.arrayContaining(['terraformed']), events: expect.any(Number), resources: { text: 'OS::Heat::RandomString' }, template: true, deleted: true,
    });
  });
});
