/** A template that ships with the product, ready to be opened. */
export interface Example {
  id: string;
  title: string;
  description: string;
  text: string;
  /** Its graph as a small picture: boxes and arrows by name. */
  graph: ExampleGraph;
}

export interface ExampleGraph {
  nodes: { name: string; type: string; x: number; y: number }[];
  edges: [from: number, to: number][];
}
