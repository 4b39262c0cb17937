/** The routes of the orchestration API as people read of them. */

export interface ReferenceOperation {
  id: string;
  method: string;
  /** Below the address of the API. */
  path: string;
  summary: string;
  description: string;
  query: { name: string; type: string; description: string }[];
  body: { name: string; type: string; description: string }[];
  /** Status of success, and what comes with it. */
  status: string;
  answer: string;
}

export interface ReferenceSection {
  name: string;
  operations: ReferenceOperation[];
}

/** Sections with the operations that have every word of `filter` in what is said of them. */
export function matching(sections: readonly ReferenceSection[], filter: string): ReferenceSection[] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const said = ({ method, path, summary, description, query, body }: ReferenceOperation): string => [method, path, summary, description, ...[...query, ...body].map(({ name }) => name)].join(' ').toLowerCase();
  return sections.flatMap(({ name, operations }): ReferenceSection[] => {
    const left = operations.filter((operation) => words.every((word) => said(operation).includes(word)));
    return left.length === 0 ? [] : [{ name, operations: left }];
  });
}
