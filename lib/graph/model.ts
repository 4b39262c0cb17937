/** The graph that a template is, as the canvas draws it. A projection: the text is the only truth. */
import type { Diagnostic, DocumentPath, Severity } from '@/lib/hot/types';

/** Stable over edits that do not rename: `resource:web`, `parameter:size`, `output:ip`, `condition:big`. */
export type NodeKey = `${NodeKind}:${string}`;
export type NodeKind = 'resource' | 'parameter' | 'output' | 'condition';

export interface GraphNode {
  key: NodeKey;
  kind: NodeKind;
  name: string;
  /** The resource type, or the type of a parameter. */
  type: string;
  /** How the canvas draws it. */
  shape: 'resource' | 'server' | 'config' | 'deployment' | 'group' | 'nested' | 'parameter' | 'output' | 'condition' | 'raw';
  /** The template that an environment has behind its type; null where its type is what it is. */
  file: string | null;
  /** Up to two properties that tell this resource from others of its type. */
  details: { name: string; value: string }[];
  /** For a deployment: the server it is drawn in. */
  inside: NodeKey | null;
  /** For a server: its deployments, in the order in which they run. */
  holds: NodeKey[];
  condition: string | null;
  /** How many a group makes, as far as it is written: `3`, `1 to 5`. */
  count: string | null;
  /** Null where it is deleted with its stack. */
  kept: 'Retain' | 'Snapshot' | null;
  /** It is there already, and only taken into the stack. */
  external: boolean;
  /** True: its condition does not hold with the values that are known. */
  off: boolean;
  problems: { count: number; worst: Severity | null };
}

export type EdgeKind = 'ref' | 'attr' | 'order' | 'param' | 'condition' | 'output';

export interface GraphEdge {
  id: string;
  kind: EdgeKind;
  /** What is depended on. */
  from: NodeKey;
  to: NodeKey;
  /** The property or value it feeds: `networks.0.port`. */
  label: string;
  /** For get_attr: the attribute and path. */
  attribute: string | null;
  /** Where the reference stands: the path of the value that is the call, or of the item of depends_on. */
  path: DocumentPath;
}

/** `to` comes after `from`, which no reference and no `depends_on` says. */
export interface ImpliedOrder {
  from: NodeKey;
  to: NodeKey;
}

/** A reference to something that is not in the template. */
export interface MissingReference {
  kind: 'resource' | 'parameter';
  name: string;
  /** What refers to it. */
  to: NodeKey;
  /** See GraphEdge. */
  label: string;
  order: boolean;
  path: DocumentPath;
}

export interface StackGraph {
  nodes: GraphNode[];
  edges: GraphEdge[];
  missing: MissingReference[];
  /** What the engine does in an order although nothing is written of it: a port after the subnets of its network. */
  implied: ImpliedOrder[];
  /** By key. */
  byKey: ReadonlyMap<NodeKey, GraphNode>;
}

export interface Problem extends Diagnostic {
  /** The node it belongs to. */
  node: NodeKey | null;
}

export const nodeKey = (kind: NodeKind, name: string): NodeKey => `${kind}:${name}`;

/** The other way: `web` of `resource:web`. */
export const nameOf = (key: NodeKey): string => key.slice(key.indexOf(':') + 1);
