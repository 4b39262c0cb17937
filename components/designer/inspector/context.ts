import type { Diagnostic, DocumentPath, Json, Template, TypeCatalogue } from '@/lib/hot/types';

/** What every field of one resource shares. */
export interface FieldContext {
  template: Template;
  catalogue: TypeCatalogue;
  diagnostics: readonly Diagnostic[];
  /** The resource the fields belong to; null for outputs. */
  owner: string | null;
  set(path: DocumentPath, value: Json, label: string): void;
  remove(path: DocumentPath, label: string): void;
  append(path: DocumentPath, value: Json, label: string): void;
  /** Makes a parameter of a literal and puts a reference to it in its place. */
  promote(path: DocumentPath, value: Json, wanted: string): void;
}
