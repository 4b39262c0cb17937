/** The files that OpenStack's clients read to find and enter a cloud. Pure. */
import type { Endpoint } from '@/lib/wire/access';

export interface Secret {
  id: string;
  secret: string;
}

/** A shell file; without a secret it asks for the password of the person. */
export function openrc({ authUrl, region, userName, projectId, projectName }: Endpoint, credential: Secret | null): string {
  const common = ['export OS_IDENTITY_API_VERSION=3', `export OS_AUTH_URL=${quoted(authUrl)}`, `export OS_REGION_NAME=${quoted(region)}`, 'export OS_INTERFACE=public'];
  const who = credential === null
    ? [
        `export OS_USERNAME=${quoted(userName)}`, 'export OS_USER_DOMAIN_NAME=Default', `export OS_PROJECT_ID=${quoted(projectId)}`, `export OS_PROJECT_NAME=${quoted(projectName)}`,
        `printf 'Password of %s: ' ${quoted(userName)} >&2`, '[ -t 0 ] && stty -echo', 'read -r OS_PASSWORD', '[ -t 0 ] && stty echo && echo >&2', 'export OS_PASSWORD',
      ]
    : ['export OS_AUTH_TYPE=v3applicationcredential', `export OS_APPLICATION_CREDENTIAL_ID=${quoted(credential.id)}`, `export OS_APPLICATION_CREDENTIAL_SECRET=${quoted(credential.secret)}`];
  return `${[...common, ...who].join('\n')}\n`;
}

export function cloudsYaml({ authUrl, region, userName, projectId }: Endpoint, credential: Secret | null): string {
  const who = credential === null
    ? ['    auth:', `      auth_url: ${text(authUrl)}`, `      username: ${text(userName)}`, '      user_domain_name: Default', `      project_id: ${text(projectId)}`]
    : ['    auth_type: v3applicationcredential', '    auth:', `      auth_url: ${text(authUrl)}`, `      application_credential_id: ${text(credential.id)}`, `      application_credential_secret: ${text(credential.secret)}`];
  return `${['clouds:', '  hearth:', ...who, `    region_name: ${text(region)}`, '    interface: public', '    identity_api_version: 3'].join('\n')}\n`;
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/** JSON's texts are YAML's. */
function text(value: string): string {
  return JSON.stringify(value);
}
