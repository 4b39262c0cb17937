export type GraphOverlay = 'live' | 'design' | 'version';

/** What of the graph is shown, and how. */
export interface GraphView {
  overlay: GraphOverlay;
  /** Number of the version that it is compared with. */
  version: number | null;
  filter: string;
  nested: boolean;
  ghosts: boolean;
  heat: boolean;
  follow: boolean;
  feed: boolean;
}

export const GRAPH_TOGGLES = ['nested', 'ghosts', 'heat', 'follow', 'feed'] as const;
export type GraphToggle = (typeof GRAPH_TOGGLES)[number];

export const FIRST_VIEW: GraphView = { overlay: 'live', version: null, filter: '', nested: false, ghosts: false, heat: false, follow: false, feed: false };
