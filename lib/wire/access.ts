/** What the pages about API access and people receive. */
import type { Role } from './types';

export interface CredentialView {
  id: string;
  name: string;
  role: Role;
  unrestricted: boolean;
  createdAt: string;
  expiresAt: string | null;
  /** To the minute. */
  usedAt: string | null;
}

export interface TokenView {
  auditId: string;
  methods: string[];
  projectName: string | null;
  createdAt: string;
  expiresAt: string;
  usedAt: string | null;
}

export interface KeyPairView {
  access: string;
  createdAt: string;
  usedAt: string | null;
}

/** How a client signs in, for the files it reads. */
export interface Endpoint {
  authUrl: string;
  cfnUrl: string;
  region: string;
  userName: string;
  projectId: string;
  projectName: string;
}

export interface AccessView {
  endpoint: Endpoint;
  role: Role;
  credentials: CredentialView[];
  tokens: TokenView[];
  keys: KeyPairView[];
}

export interface PersonView {
  id: string;
  name: string;
  role: Role;
  administrator: boolean;
}

export interface PeopleView {
  /** People of the project. */
  people: PersonView[];
  /** Everybody else, by name; who gives roles may choose of them. */
  others: { id: string; name: string }[];
  /** All projects, for administrators; null for others. */
  projects: { id: string; name: string; description: string; people: number; stacks: number }[] | null;
  you: string;
}
