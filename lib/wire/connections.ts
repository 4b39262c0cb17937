/** Connections as pages show and change them. Keys never leave the server. */

export interface ConnectionView {
  id: string;
  kind: 'docker';
  name: string;
  address: string;
  /** Where containers reach Hearth; empty: where everybody does. */
  agentUrl: string;
  /** Whether keys for TLS are kept with it. */
  tls: boolean;
  createdBy: string;
}

/** What the form sends. PEM texts; with `keep`, those that are stored stay. */
export interface ConnectionInput {
  /** Null for a new one. */
  id: string | null;
  name: string;
  address: string;
  agentUrl: string;
  tls: 'none' | 'keep' | { ca: string; cert: string; key: string };
}

/** What a daemon said about itself. */
export interface ConnectionTest {
  text: string;
}

/** Servers that are reached over SSH with one user and one key. */
export interface SshConnectionView {
  id: string;
  kind: 'ssh';
  name: string;
  user: string;
  port: number;
  createdBy: string;
  hosts: SshHostView[];
}

export interface SshHostView {
  /** How templates call it. */
  name: string;
  address: string;
  /** The pinned key, as ssh-keygen prints it; null until the host was reached once. */
  hostKey: string | null;
  /** Why it does not answer; null while it does, or was not tried yet. */
  problem: string | null;
  lastSeenAt: string | null;
}

export interface SshConnectionInput {
  /** Null for a new one. */
  id: string | null;
  name: string;
  user: string;
  port: number;
  /** One host a line: `name = address`. */
  hosts: string;
  /** PEM or OpenSSH; empty: the stored one stays. */
  privateKey: string;
  /** Trusts whatever keys the hosts show next. */
  forgetHostKeys: boolean;
}

/** What is said of a cloud apart from its secret. */
interface CloudSettings {
  name: string;
  /** Of Keystone. */
  authUrl: string;
  /** `none`: no Keystone; `endpoints` says where services are. */
  signIn: 'password' | 'application_credential' | 'none';
  user: string;
  userDomain: string;
  project: string;
  projectDomain: string;
  credentialId: string;
  region: string;
  interface: 'public' | 'internal' | 'admin';
  /** PEM, or empty. */
  ca: string;
  /** Of Horizon, or empty. */
  dashboardUrl: string;
  /** One a line: `type = URL`; used instead of what the catalogue says. */
  endpoints: string;
}

export interface CloudConnectionView extends CloudSettings {
  id: string;
  kind: 'openstack';
  createdBy: string;
}

export interface CloudConnectionInput extends CloudSettings {
  /** Null for a new one. */
  id: string | null;
  /** Password, or secret of the credential; empty: the stored one stays. */
  secret: string;
}

/** One step of trying a connection. `ok` is null for what does not have to work. */
export interface CloudTestStep {
  step: string;
  ok: boolean | null;
  text: string;
}
