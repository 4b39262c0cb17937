import type { Json } from '@/lib/hot/types';
import type { ConfigContent, ConfigInput, ConfigOutput } from '@/lib/wire/library';

export const VALUE_TYPES = ['String', 'Number', 'CommaDelimitedList', 'Json', 'Boolean'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

/** An input while it is written: its default is text. */
export interface InputForm {
  name: string;
  type: ValueType;
  description: string;
  default: string;
}

export interface OutputForm {
  name: string;
  type: ValueType;
  description: string;
  errorOutput: boolean;
}

export interface ConfigForm {
  name: string;
  group: string;
  tags: string;
  text: string;
  inputs: InputForm[];
  outputs: OutputForm[];
  /** JSON, empty for none. */
  options: string;
}

export const NEW_CONFIG: ConfigForm = { name: '', group: 'script', tags: '', text: '#!/bin/sh\nset -eu\n', inputs: [], outputs: [], options: '' };

export const typeOf = (type: string): ValueType => VALUE_TYPES.find((known) => known === type) ?? 'String';

export const textOf = (value: Json): string => (value === null ? '' : typeof value === 'string' ? value : Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.join(',') : JSON.stringify(value));

export function formOf(name: string, tags: readonly string[], { group, config, inputs, outputs, options }: ConfigContent): ConfigForm {
  return {
    name, group, tags: tags.join(', '),
    text: typeof config === 'string' ? config : JSON.stringify(config, null, 2),
    inputs: inputs.map((input) => ({ name: input.name, type: typeOf(input.type), description: input.description ?? '', default: input.type === 'Json' && input.default !== null ? JSON.stringify(input.default) : textOf(input.default) })),
    outputs: outputs.map((output) => ({ name: output.name, type: typeOf(output.type), description: output.description ?? '', errorOutput: output.errorOutput })),
    options: Object.keys(options).length === 0 ? '' : JSON.stringify(options, null, 2),
  };
}

/** The value that a text stands for; null for none; or what is wrong with it. */
export function valueOf(type: ValueType, text: string): { value: Json } | { problem: string } {
  if (text === '') return { value: null };
  switch (type) {
    case 'String': return { value: text };
    case 'CommaDelimitedList': return { value: text.split(',') };
    case 'Boolean': return /^(true|false)$/i.test(text.trim()) ? { value: text.trim().toLowerCase() === 'true' } : { problem: 'Expected true or false.' };
    case 'Number': return text.trim() !== '' && Number.isFinite(Number(text)) ? { value: Number(text) } : { problem: `Expected a number, found "${text.slice(0, 40)}".` };
    case 'Json':
      try {
        return { value: JSON.parse(text) };
      } catch (error) {
        return { problem: `Expected JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.` };
      }
  }
}

/** What is written, as the server takes it; or the first thing that is wrong. */
export function contentOf(form: ConfigForm): { content: { group: string; config: string; inputs: (Omit<ConfigInput, 'type'> & { type: ValueType })[]; outputs: (Omit<ConfigOutput, 'type'> & { type: ValueType })[]; options: Record<string, Json> } } | { problem: string } {
  const inputs = [];
  for (const { name, type, description, default: text } of form.inputs) {
    if (name.trim() === '') return { problem: 'An input has no name. Give it one, or remove it.' };
    const read = valueOf(type, text);
    if ('problem' in read) return { problem: `The default of the input ${name}: ${read.problem}` };
    inputs.push({ name: name.trim(), type, description: description === '' ? null : description, default: read.value });
  }
  if (form.outputs.some(({ name }) => name.trim() === '')) return { problem: 'An output has no name. Give it one, or remove it.' };
  const options = valueOf('Json', form.options.trim());
  if ('problem' in options) return { problem: `Options: ${options.problem}` };
  const map = options.value ?? {};
  if (typeof map !== 'object' || Array.isArray(map)) return { problem: 'Options: Expected a JSON map, such as {"tags": "web"}.' };
  return {
    content: {
      group: form.group, config: form.text, inputs, options: map,
      outputs: form.outputs.map(({ name, description, ...output }) => ({ ...output, name: name.trim(), description: description === '' ? null : description })),
    },
  };
}
