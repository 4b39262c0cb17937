/** A template that stands at an address, with the files it refers to beside it. */
import { readDocument } from '@/lib/hot';
import type { Json } from '@/lib/hot/types';
import type { HttpClient } from '@/lib/providers/http';
import { done, refuse } from '@/lib/stacks/ports';
import type { ActionResult } from '@/lib/wire/types';

export interface FetchedTemplate {
  name: string;
  text: string;
  files: Record<string, string>;
}

const WITHIN_MS = 20_000;
const MOST_FILES = 40;

/** Files that a template names with a relative name come along, and what nested templates name in their turn. What cannot be had is left out: the designer shows what is missing. */
export async function templateFromUrl(http: HttpClient, url: string): Promise<ActionResult<FetchedTemplate>> {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !/^https?:$/.test(address.protocol)) return refuse('validation', 'This is no address of a template: it begins with https:// or http://.');
  const main = await fetched(http, address.href);
  if (!main.ok) return refuse('validation', `The template could not be had from ${address.href}: ${main.reason}`);
  const files: Record<string, string> = {};
  const waiting = [...namesIn(main.text)].map((name) => ({ name, from: address.href }));
  for (let next = waiting.shift(); next !== undefined && Object.keys(files).length < MOST_FILES; next = waiting.shift()) {
    const { name, from } = next;
    if (files[name] !== undefined || !URL.canParse(name, from)) continue;
    const there = new URL(name, from).href;
    const file = await fetched(http, there);
    if (!file.ok) continue;
    files[name] = file.text;
    if (/\.(ya?ml|template)$/.test(name)) waiting.push(...[...namesIn(file.text)].map((inner) => ({ name: inner, from: there })));
  }
  return done({ name: decodeURIComponent(address.pathname.split('/').at(-1) ?? '') || address.hostname, text: main.text, files });
}

async function fetched(http: HttpClient, url: string): Promise<{ ok: true; text: string } | { ok: false; reason: string }> {
  const answer = await http.send({ url, method: 'GET', headers: {}, timeoutMs: WITHIN_MS, signal: new AbortController().signal });
  if (!answer.ok) return answer;
  return answer.status === 200 ? { ok: true, text: answer.text } : { ok: false, reason: `the server answered with status ${answer.status}.` };
}

/** Relative names of files: what `get_file` takes, and types that are templates. */
export function namesIn(text: string): Set<string> {
  const names = new Set<string>();
  const add = (value: Json | undefined): void => {
    if (typeof value === 'string' && !/^[a-z][a-z0-9+.-]*:/i.test(value) && !value.startsWith('/')) names.add(value);
  };
  const visit = (value: Json | undefined): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'get_file') add(inner);
        if (key === 'type' && typeof inner === 'string' && /\.(ya?ml|template)$/.test(inner)) add(inner);
        visit(inner);
      }
    }
  };
  visit(readDocument(text).value);
  return names;
}
