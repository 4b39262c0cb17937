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
