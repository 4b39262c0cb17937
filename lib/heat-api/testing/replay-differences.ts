/**
 * Where Hearth answers otherwise than Heat, on purpose, and why. The tests that replay what a running Heat answered take no other differences, and
 * fail when one of these is none any more.
 */
import type { Json } from '@/lib/hot/types';

export interface Difference {
  /** File and line of what was recorded: `d2:8`. */
  at: string;
  why: string;
}

/** Exchanges that end in another answer. */
export const EXCHANGES: readonly Difference[] = [
  { at: 'd2:8', why: 'Heat forgets to write the name of the output into its sentence' },
  { at: 'd2:39', why: 'Heat fails on properties of any type; a template is answered' },
  { at: 'd2:42', why: 'Heat fails on properties of any type; a template is answered' },
  { at: 'd2:60', why: 'Heat mangles the keyword in its sentence' },
  { at: 'd2:104', why: 'Heat stumbles over outputs that are a list, with the name of an exception of Python; here the sentence says what is wrong' },
  { at: 'd2:162', why: 'a mistake in a template is a bad request, not a fault of the server' },
  { at: 'd2:164', why: 'where a circle is told from is arbitrary' },
  { at: 'd2:170', why: 'the YAML reader is another one and words its complaint otherwise' },
  { at: 'd3:163', why: 'a snapshot is deleted at once: there is nothing left to show' },
  { at: 'd3:167', why: 'an exported resource has its attributes too, so that it knows them when it is adopted' },
  { at: 'd4:83', why: 'Heat adds the names of nested templates to the registry it shows; here it is as it was given' },
  { at: 'd7:47', why: 'people with a role in the project may read what is to be deployed, with secrets masked' },
  { at: 'd7:59', why: 'Heat answers with the text of an exception and 200; a code that is unknown is a bad request' },
];

/** What stories tell otherwise. */
export const STORIES = {
  deletes: { at: 'd6:21', why: 'what an update removes is deleted once everything else has succeeded, so that a failed update finds it again' },
  badSignal: { at: 'd6:41', why: 'what a sender gets wrong is a bad request, not a fault of the server' },
  scaling: { at: 'd6:65', why: 'scaling is an update of the stack, and its events tell so' },
  absent: { at: 'd6:66', why: 'what has no value is left out of the XML: clients of Amazon do not read None' },
  cfnEvents: { at: 'd6:68', why: 'Heat fails; the events are answered' },
  conflictingMerge: { at: 'd7:7', why: 'a mistake in the files is a bad request, not a fault of the server' },
} satisfies Record<string, Difference>;

/** What nobody recorded, and is known from Heat's source: requests, Heat's answer in words, and the answer here. Asked by requests.db.test.ts. */
export const REQUESTS: readonly { ask: readonly [method: string, path: string, body?: Json]; heat: string; here: { status: number; body: Json }; why: string }[] = [
  {
    ask: ['GET', 'web:/resources/a/events?sort_dir=asc&marker={newest}'], heat: '404, No events found', here: { status: 200, body: { events: [] } },
    why: 'the page behind the last event is empty: whoever follows a resource has not come to a resource without events',
  },
  {
    ask: ['GET', '/resource_types?name=('], heat: '500, the exception of Python', here: refused('HTTPBadRequest', 'Invalid regular expression for "name": missing ), unterminated subpattern at position 0'),
    why: 'a pattern that is none is the mistake of who asks',
  },
  {
    ask: ['POST', '/stacks', { stack_name: 'x', template_url: 'ftp://example.org/t.yaml' }], heat: '400, Could not retrieve template: and what Python says',
    here: refused('HTTPBadRequest', 'Could not retrieve template: Expected an http or https URL, found "ftp://example.org/t.yaml".'),
    why: 'the sentence begins as in Heat; why it could not be fetched is told by another program, in its words',
  },
  {
    ask: ['POST', '/stacks', { stack_name: 'x', template: { heat_template_version: '2021-04-16' }, parameters: ['a'] }], heat: '400 or 500, an exception of Python without a message',
    here: refused('HTTPBadRequest', 'Invalid value for "parameters": a map is expected.'), why: 'says what is wrong',
  },
  {
    ask: ['POST', '/stacks', { stack_name: 'x', template: { heat_template_version: '2021-04-16' }, files: 'a' }], heat: '400 or 500, an exception of Python without a message',
    here: refused('HTTPBadRequest', 'Invalid value for "files": a map is expected.'), why: 'says what is wrong',
  },
];

function refused(type: string, message: string): { status: number; body: Json } {
  return { status: 400, body: { error: { type, message } } };
}
