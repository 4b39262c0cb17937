import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cloudsYaml, openrc } from './clientFiles';

const endpoint = { authUrl: 'http://127.0.0.1:3000/identity/v3', cfnUrl: 'http://127.0.0.1:3000/cfn/v1/', region: 'RegionOne', userName: 'ada', projectId: 'f'.repeat(32), projectName: `it's "$(shop)" & co` };
const secret = { id: 'a'.repeat(32), secret: `'"$HOME\`\\` };

const sourced = (text: string, name: string, input = '') => execFileSync('/bin/sh', ['-c', `${text}\nprintf %s "$${name}"`], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });

describe('openrc.sh', () => {
  it('gives a shell the values as they are, whatever is in them', () => {
    expect(sourced(openrc(endpoint, secret), 'OS_APPLICATION_CREDENTIAL_SECRET')).toBe(secret.secret);
    expect(sourced(openrc(endpoint, null), 'OS_PROJECT_NAME', 'password\n')).toBe(endpoint.projectName);
  });

  it('asks for the password where there is no credential, and has none in it', () => {
    expect(sourced(openrc(endpoint, null), 'OS_PASSWORD', 'correct horse\n')).toBe('correct horse');
  });
});

describe('clouds.yaml', () => {
  it('reads back as the cloud it describes', () => {
    expect(parse(cloudsYaml(endpoint, secret)).clouds.hearth).toMatchObject({ auth_type: 'v3applicationcredential', auth: { auth_url: endpoint.authUrl, application_credential_secret: secret.secret } });
    expect(parse(cloudsYaml(endpoint, null)).clouds.hearth.auth).toMatchObject({ username: 'ada', project_id: endpoint.projectId });
  });
});
