/** Parameters down, environments across. */
import type { Json } from '@/lib/hot/types';
import type { EnvironmentRow } from '@/lib/wire/environments';
import { documentOf, sectionOf, VALUE_SECTIONS, type ValueSection } from './entries';

export interface MatrixCell {
  value: Json;
  section: ValueSection;
}

export interface MatrixRow {
  name: string;
  /** In the order of the environments; null where one has no value. */
  cells: (MatrixCell | null)[];
  differs: boolean;
}

export function matrixOf(environments: readonly Pick<EnvironmentRow, 'text'>[]): MatrixRow[] {
  const documents = environments.map(({ text }) => documentOf(text));
  const names = [...new Set(documents.flatMap((document) => VALUE_SECTIONS.flatMap((section) => Object.keys(sectionOf(document, section)))))].toSorted();
  return names.map((name) => {
    const cells = documents.map((document): MatrixCell | null => {
      const section = VALUE_SECTIONS.find((each) => sectionOf(document, each)[name] !== undefined);
      return section === undefined ? null : { section, value: sectionOf(document, section)[name] ?? null };
    });
    return { name, cells, differs: new Set(cells.map((cell) => JSON.stringify(cell?.value))).size > 1 };
  });
}
