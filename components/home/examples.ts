/** A template that ships with the product, ready to be opened. */
export interface Example {
  id: string;
  title: string;
  /** The one thing that it teaches. */
  description: string;
  /** What it cannot run without, beside the sandbox; null for nothing. */
  needs: string | null;
  text: string;
  /** What its template says of itself, asks for and gives back. */
  about: ExampleAbout;
  /** Its graph as a small picture: boxes and arrows by name. */
  graph: ExampleGraph;
}

export interface ExampleAbout {
  description: string;
  parameters: { name: string; label: string; default: string | null }[];
  outputs: { name: string; description: string }[];
}

export interface ExampleGraph {
  nodes: { name: string; type: string; x: number; y: number }[];
  edges: [from: number, to: number][];
}
