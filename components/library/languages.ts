import { yaml } from '@codemirror/lang-yaml';
import { StreamLanguage, type StreamParser } from '@codemirror/language';
import { json } from '@codemirror/legacy-modes/mode/javascript';
import { perl } from '@codemirror/legacy-modes/mode/perl';
import { puppet } from '@codemirror/legacy-modes/mode/puppet';
import { python } from '@codemirror/legacy-modes/mode/python';
import { ruby } from '@codemirror/legacy-modes/mode/ruby';
import { shell } from '@codemirror/legacy-modes/mode/shell';
import type { Extension } from '@codemirror/state';

export type Language = 'Shell' | 'Python' | 'Perl' | 'Ruby' | 'Puppet' | 'YAML' | 'JSON' | 'Text';

/** Groups whose tool runs here, in the order in which they are offered. */
export const GROUPS = [
  'script', 'ansible', 'puppet', 'salt', 'chef', 'docker-compose', 'docker-cmd', 'cloud-init', 'cfn-init', 'kubernetes', 'kubelet', 'json-file', 'hiera', 'apply-config', 'Heat::Ungrouped',
] as const;

const OF_GROUP: Readonly<Record<string, Language>> = {
  ansible: 'YAML', salt: 'YAML', 'docker-compose': 'YAML', 'docker-cmd': 'YAML', 'cloud-init': 'YAML', kubernetes: 'YAML', kubelet: 'YAML', hiera: 'YAML', puppet: 'Puppet', chef: 'JSON', 'cfn-init': 'JSON', 'json-file': 'JSON',
};

const INTERPRETERS: readonly [RegExp, Language][] = [[/python/, 'Python'], [/perl/, 'Perl'], [/ruby/, 'Ruby'], [/(ba|da|z|k|^|\/)sh\b/, 'Shell']];

/** What a config is written in: its group says so, or the first line of a script. */
export function languageOf(group: string, text: string): Language {
  const known = OF_GROUP[group];
  if (known !== undefined) return known === 'JSON' && !/^\s*[{[]/.test(text) && text.trim() !== '' ? 'YAML' : known;
  const first = text.slice(0, text.indexOf('\n') < 0 ? text.length : text.indexOf('\n'));
  if (first.startsWith('#cloud-config')) return 'YAML';
  if (first.startsWith('#!')) return INTERPRETERS.find(([pattern]) => pattern.test(first))?.[1] ?? 'Text';
  if (group === 'script') return 'Shell';
  return /^\s*[{[]/.test(text) ? 'JSON' : 'Text';
}

const mode = <State>(parser: StreamParser<State>): Extension => StreamLanguage.define(parser);

export function languageSupport(language: Language): Extension {
  switch (language) {
    case 'Shell': return mode(shell);
    case 'Python': return mode(python);
    case 'Perl': return mode(perl);
    case 'Ruby': return mode(ruby);
    case 'Puppet': return mode(puppet);
    case 'JSON': return mode(json);
    case 'YAML': return yaml();
    case 'Text': return [];
  }
}
