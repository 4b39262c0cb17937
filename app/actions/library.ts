'use server';
/** The library of software configs, as pages act on it. */
import * as library from '@/lib/library/library';
import * as trials from '@/lib/library/try-config';
import type { ConfigRowView, ConfigUseView, LibraryConfigView, StoredConfigView } from '@/lib/wire/library';
import type { ActionResult } from '@/lib/wire/types';
import { asCaller, noted } from './result';

export async function listConfigs(project: string): Promise<ActionResult<ConfigRowView[]>> {
  return asCaller(project, 'reader', (parts, caller) => library.listConfigs(parts, caller));
}

export async function getLibraryConfig(project: string, id: string): Promise<ActionResult<LibraryConfigView>> {
  return asCaller(project, 'reader', (parts, caller) => library.readLibraryConfig(parts, caller, id));
}

/** One that a stack or a client of the API stored. */
export async function getStoredConfig(project: string, id: string): Promise<ActionResult<StoredConfigView>> {
  return asCaller(project, 'reader', (parts, caller) => library.readStoredConfig(parts, caller, id));
}

export async function listConfigUses(project: string, id: string): Promise<ActionResult<ConfigUseView[]>> {
  return asCaller(project, 'reader', (parts, caller) => library.listUses(parts, caller, id));
}

/** `id` null: the first version of a new config. */
export async function saveConfigVersion(project: string, id: string | null, input: library.VersionInput): Promise<ActionResult<{ id: string; number: number }>> {
  return asCaller(project, 'member', noted((parts, caller) => library.saveVersion(parts, caller, id, input), (saved) => ({ action: saved.number === 1 ? 'created' : 'changed', kind: 'config', name: input.name, id: saved.id, detail: `version ${saved.number}` })));
}

export async function removeLibraryConfig(project: string, id: string): Promise<ActionResult<null>> {
  return asCaller(project, 'member', noted((parts, caller) => library.removeLibraryConfig(parts, caller, id), () => ({ action: 'removed', kind: 'config', name: id, id })));
}

/** Runs a config once, on a server of the sandbox that is thrown away or on a host; answers the stack that does it. */
export async function tryConfig(project: string, input: trials.TryInput): Promise<ActionResult<{ stackId: string }>> {
  return asCaller(project, 'member', (parts, caller) => trials.tryConfig(parts, caller, input));
}

export async function endTrial(project: string, stackId: string): Promise<ActionResult<{ stackId: string }>> {
  return asCaller(project, 'member', (parts, caller) => trials.endTrial(parts, caller, stackId));
}
