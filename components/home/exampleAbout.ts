import { parse } from 'yaml';
import type { ExampleAbout } from './examples';

/** What a template that ships with the product says of itself. Nothing is checked. */
export function exampleAbout(text: string): ExampleAbout {
  const document: unknown = parse(text);
  const { description, parameters, outputs } = record(document);
  return {
    description: said(description),
    parameters: Object.entries(record(parameters)).map(([name, schema]) => {
      const { label, default: value } = record(schema);
      return { name, label: said(label) || name, default: value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value) };
    }),
    outputs: Object.entries(record(outputs)).map(([name, output]) => ({ name, description: said(record(output).description) })),
  };
}

function said(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
