import type { Diagnostic, Template, TypeCatalogue } from '@/lib/hot/types';
import type { NodeKey, StackGraph } from '@/lib/graph';

/** What every part of the designer sees of the document: a projection of the text, kept while the text cannot be read. */
export interface DesignerDocument {
  text: string;
  /** Of the text, or of the last text that could be read. */
  template: Template;
  graph: StackGraph;
  /** Of the text as it is. */
  diagnostics: readonly Diagnostic[];
  /** False: `template` and `graph` are those of an earlier text. */
  current: boolean;
  catalogue: TypeCatalogue;
}

/** Changes the text by one step of the history. `command` gets the text as it is and gives it as it shall be; an EditRefused it throws is shown. */
export type Edit = (label: string, command: (text: string) => string) => void;

export type Select = (key: NodeKey | null) => void;
