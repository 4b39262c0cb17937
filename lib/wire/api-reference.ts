/** The routes of the orchestration API as people read of them. */

/** Something with a name that is sent or comes back. */
export interface ReferenceField {
  name: string;
  /** For people: `text`, `list of Link`. */
  type: string;
  description: string;
  /** It may be missing. */
  optional: boolean;
  /** What is in it, where it is a map of known keys or a list of such maps. */
  fields: ReferenceField[];
}

export interface ReferenceOperation {
  id: string;
  method: string;
  /** Below the address of the API. */
  path: string;
  summary: string;
  description: string;
  query: ReferenceField[];
  body: ReferenceField[];
  /** Status of success, and what comes with it, in words and as fields. */
  status: string;
  answer: string;
  answerFields: ReferenceField[];
}

export interface ReferenceSection {
  name: string;
  operations: ReferenceOperation[];
}

/** Sections with the operations that have every word of `filter` in what is said of them. */
export function matching(sections: readonly ReferenceSection[], filter: string): ReferenceSection[] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const namesIn = (fields: readonly ReferenceField[]): string[] => fields.flatMap(({ name, fields: within }) => [name, ...namesIn(within)]);
  const said = ({ method, path, summary, description, query, body, answerFields }: ReferenceOperation): string => [method, path, summary, description, ...namesIn([...query, ...body, ...answerFields])].join(' ').toLowerCase();
  return sections.flatMap(({ name, operations }): ReferenceSection[] => {
    const left = operations.filter((operation) => words.every((word) => said(operation).includes(word)));
    return left.length === 0 ? [] : [{ name, operations: left }];
  });
}
