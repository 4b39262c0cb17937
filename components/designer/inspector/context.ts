import type { ComponentType } from 'react';
import type { Diagnostic, DocumentPath, Json, PropertySchema, Template, TypeCatalogue } from '@/lib/hot/types';
import type { Mode } from './value';

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
  /** The editors of what is inside a map or list: given from above, because they are made of each other. */
  Value: ComponentType<ValueEditorProps>;
  Field: ComponentType<PropertyFieldProps>;
}

export interface ValueEditorProps {
  id: string;
  path: DocumentPath;
  schema: PropertySchema;
  value: Json | undefined;
  mode: Mode;
  /** Name of the property, for people and screen readers. */
  label: string;
  describedBy?: string;
  invalid?: boolean;
  context: FieldContext;
}

export interface PropertyFieldProps {
  id: string;
  path: DocumentPath;
  name: string;
  schema: PropertySchema;
  value: Json | undefined;
  required: boolean;
  context: FieldContext;
  /** Within a map or list: without the words about updates. */
  compact?: boolean;
  unknown?: boolean;
  removable?: boolean;
}
