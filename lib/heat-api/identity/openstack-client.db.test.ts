/** The identity service as the client of OpenStack uses it: python-openstackclient, unchanged, where it is installed. */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IdentityStage, identityStage, PASSWORD } from '../testing/identity-stage';

const INSTALLED = spawnSync('openstack', ['--version']).status === 0;
if (!INSTALLED) console.warn('SKIPPED: no openstack client here (Debian: apt-get install python3-openstackclient).');

let stage: IdentityStage;
beforeAll(async () => {
  stage = await identityStage();
});
afterAll(() => stage.end());

async function openstack(words: string[], environment: Record<string, string> = {}): Promise<unknown> {
  const own = { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: process.env.NODE_ENV };
  const { stdout } = await promisify(execFile)('openstack', [...words, ...(words.includes('delete') || words.includes('add') || words.includes('revoke') ? [] : ['-f', 'json'])], {
    env: { ...own, OS_AUTH_URL: `${stage.web.url}/identity`, OS_IDENTITY_API_VERSION: '3', ...environment },
  });
  return stdout.trim() === '' ? null : JSON.parse(stdout);
}

const byPassword = (name = 'admin') => ({ OS_USERNAME: name, OS_PASSWORD: PASSWORD, OS_PROJECT_NAME: 'default', OS_USER_DOMAIN_NAME: 'Default', OS_PROJECT_DOMAIN_NAME: 'Default' });

describe.skipIf(!INSTALLED)('the openstack client', { timeout: 60_000 }, () => {
  it('gets a token and revokes it', async () => {
    const token = await openstack(['token', 'issue'], byPassword());
    expect(token).toMatchObject({ project_id: stage.project.id, user_id: stage.owner.id });
    const id = JSON.parse(JSON.stringify(token)).id;
    await openstack(['token', 'revoke', id], byPassword());
    expect(await stage.tokens.identify(id)).toBeNull();
  });

  it('lists projects and the catalogue', async () => {
    expect(await openstack(['project', 'list'], byPassword())).toEqual([{ ID: stage.project.id, Name: 'default' }]);
    const catalogue = await openstack(['catalog', 'list'], byPassword());
    expect(catalogue).toEqual(expect.arrayContaining([expect.objectContaining({ Type: 'orchestration' }), expect.objectContaining({ Type: 'cloudformation' }), expect.objectContaining({ Type: 'identity' })]));
  });

  it('makes a project and a person with a role, who then works in it', async () => {
    const project = await openstack(['project', 'create', 'shop', '--description', 'Sells'], byPassword());
    expect(project).toMatchObject({ name: 'shop', enabled: true });
    await openstack(['user', 'create', 'ada', '--password', PASSWORD], byPassword());
    await openstack(['role', 'add', '--user', 'ada', '--project', 'shop', 'reader'], byPassword());
    expect(await openstack(['role', 'assignment', 'list', '--user', 'ada', '--names'], byPassword())).toMatchObject([{ Role: 'reader', User: 'ada@Default', Project: 'shop@Default' }]);
    expect(await openstack(['project', 'list'], { ...byPassword('ada'), OS_PROJECT_NAME: 'shop' })).toMatchObject([{ Name: 'shop' }]);
    await openstack(['user', 'delete', 'ada'], byPassword());
    await openstack(['project', 'delete', 'shop'], byPassword());
    expect(await stage.prisma.project.count()).toBe(1);
  });

  it('makes an application credential and signs in with it', async () => {
    const made = JSON.parse(JSON.stringify(await openstack(['application', 'credential', 'create', 'ci', '--role', 'member'], byPassword())));
    const environment = { OS_AUTH_TYPE: 'v3applicationcredential', OS_APPLICATION_CREDENTIAL_ID: made.id, OS_APPLICATION_CREDENTIAL_SECRET: made.secret };
    expect(await openstack(['token', 'issue'], environment)).toMatchObject({ project_id: stage.project.id });
    expect(await openstack(['application', 'credential', 'list'], byPassword())).toMatchObject([{ Name: 'ci' }]);
    await openstack(['application', 'credential', 'delete', 'ci'], byPassword());
    await expect(openstack(['token', 'issue'], environment)).rejects.toThrow('401');
  });

  it('makes EC2 credentials', async () => {
    const made = await openstack(['ec2', 'credentials', 'create'], byPassword());
    expect(await openstack(['ec2', 'credentials', 'list'], byPassword())).toMatchObject([{ Access: JSON.parse(JSON.stringify(made)).access }]);
  });
});
