/** The shapes of versions of drafts, and of who has one open. */
import type { JsonMap } from '../hot/types';
import type { DraftView } from './types';

/** A draft in a list. */
export type DraftSummary = Pick<DraftView, 'id' | 'name' | 'stackId' | 'updatedAt' | 'updatedBy' | 'version'>;

export interface DraftVersionRow {
  number: number;
  message: string;
  savedBy: string;
  savedAt: string;
}

export interface DraftVersionView extends DraftVersionRow {
  text: string;
  files: Record<string, string>;
  environment: JsonMap;
  layout: JsonMap;
}

/** A tab in which somebody has the draft open. */
export interface Present {
  tab: string;
  userName: string;
  /** Key of the node that is selected there. */
  selected: string | null;
}

/** Resources that a project keeps, as they are pasted. */
export interface KeptSnippet {
  id: string;
  title: string;
  yaml: string;
  createdBy: string;
}
