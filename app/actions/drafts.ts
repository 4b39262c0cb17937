'use server';
/** Drafts, as pages act on them. */
import * as drafts from '@/lib/drafts/drafts';
import * as snippets from '@/lib/drafts/snippets';
import * as versions from '@/lib/drafts/versions';
import type { DraftVersionRow, DraftVersionView, KeptSnippet, Present } from '@/lib/wire/drafts';
import { type FetchedTemplate, templateFromUrl } from '@/lib/drafts/from-url';
import { createHttpClient } from '@/lib/providers/http';
import type { ActionResult, DraftView } from '@/lib/wire/types';
import { asCaller } from './result';

export async function createDraft(project: string, input: drafts.NewDraftInput): Promise<ActionResult<DraftView>> {
  return asCaller(project, 'member', (parts, caller) => drafts.createDraft(parts, caller, input));
}

/** A draft of what a stack runs now; deploying it updates the stack. */
export async function draftOfStack(project: string, stackId: string, stackName: string): Promise<ActionResult<DraftView>> {
  return asCaller(project, 'member', (parts, caller) => drafts.draftOfStack(parts, caller, stackId, stackName));
}

export async function listDrafts(project: string): Promise<ActionResult<drafts.DraftSummary[]>> {
  return asCaller(project, 'reader', (parts, caller) => drafts.listDrafts(parts, caller));
}

export async function getDraft(project: string, id: string): Promise<ActionResult<DraftView>> {
  return asCaller(project, 'reader', (parts, caller) => drafts.readDraft(parts, caller, id));
}

/** `saved: false` and the newer draft, when somebody else saved since `version`. */
export async function saveDraft(project: string, id: string, version: number, change: drafts.DraftChangeInput): Promise<ActionResult<drafts.SaveResult>> {
  return asCaller(project, 'member', (parts, caller) => drafts.saveDraft(parts, caller, id, version, change));
}

export async function deleteDraft(project: string, id: string): Promise<ActionResult<{ id: string }>> {
  return asCaller(project, 'member', (parts, caller) => drafts.deleteDraft(parts, caller, id));
}

/** The template at an address, with the files it names: to be looked at, nothing is stored. */
export async function fetchTemplate(project: string, url: string): Promise<ActionResult<FetchedTemplate>> {
  return asCaller(project, 'member', ({ config }) => templateFromUrl(createHttpClient({ allowPrivate: config.allowPrivateUrls }), url));
}

export async function saveDraftVersion(project: string, id: string, input: versions.NewVersionInput): Promise<ActionResult<{ number: number }>> {
  return asCaller(project, 'member', (parts, caller) => versions.saveVersion(parts, caller, id, input));
}

export async function listDraftVersions(project: string, id: string): Promise<ActionResult<DraftVersionRow[]>> {
  return asCaller(project, 'reader', (parts, caller) => versions.listVersions(parts, caller, id));
}

export async function getDraftVersion(project: string, id: string, number: number): Promise<ActionResult<DraftVersionView>> {
  return asCaller(project, 'reader', (parts, caller) => versions.readVersion(parts, caller, id, number));
}

/** Tells that this tab has the draft open, and who else has. */
export async function meetInDraft(project: string, id: string, input: versions.PresenceInput): Promise<ActionResult<Present[]>> {
  return asCaller(project, 'reader', (parts, caller) => versions.meet(parts, caller, id, input));
}

export async function listSnippets(project: string): Promise<ActionResult<KeptSnippet[]>> {
  return asCaller(project, 'reader', (parts, caller) => snippets.listSnippets(parts, caller));
}

/** Keeps resources for everybody of the project. */
export async function keepSnippet(project: string, input: snippets.NewSnippetInput): Promise<ActionResult<{ id: string }>> {
  return asCaller(project, 'member', (parts, caller) => snippets.keepSnippet(parts, caller, input));
}

export async function removeSnippet(project: string, id: string): Promise<ActionResult<{ id: string }>> {
  return asCaller(project, 'member', (parts, caller) => snippets.removeSnippet(parts, caller, id));
}
