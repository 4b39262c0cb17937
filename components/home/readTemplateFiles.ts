import { filesOfZip, textOf } from '@/components/ui/zip';

export interface ImportedTemplate {
  name: string;
  text: string;
  /** The other files by name, as `get_file` and nested templates find them. */
  files: Record<string, string>;
  /** Files that are not text, and stay behind. */
  leftOut?: readonly string[];
}

type Read = { ok: true; template: ImportedTemplate } | { ok: false; message: string };

/** In bytes, all files together: what one request may carry, with room for the rest of it. */
const LARGEST = 3_500_000;
const VERSION = /^\s*["']?(heat_template_version|HeatTemplateFormatVersion|AWSTemplateFormatVersion)["']?\s*:|"(heat_template_version|AWSTemplateFormatVersion)"\s*:/m;

/** Reads dropped files: the one that is a template, or the first that no other mentions, is opened; the others come along. */
export async function readTemplateFiles(files: readonly File[]): Promise<Read> {
  const [archive] = files;
  if (files.length === 1 && archive && /\.zip$/i.test(archive.name)) {
    const unpacked = await filesOfZip(await archive.arrayBuffer(), LARGEST);
    return unpacked.ok ? mainOf(withoutFolder(Object.entries(unpacked.files).map(([name, text]) => ({ name, text }))), unpacked.leftOut) : unpacked;
  }
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > LARGEST) return { ok: false, message: `The files are ${(size / 1e6).toFixed(1)} MB together; at most ${LARGEST / 1e6} MB can be opened at once.` };
  const read = await Promise.all(files.map(async (file) => ({ name: file.webkitRelativePath.split('/').slice(1).join('/') || file.name, text: await textOf(file) })));
  return mainOf(read.flatMap(({ name, text }) => (text === null ? [] : [{ name, text }])), read.flatMap(({ name, text }) => (text === null ? [name] : [])));
}

interface TextFile {
  name: string;
  text: string;
}

/** A folder that holds everything is no part of the names. */
export function withoutFolder(files: readonly TextFile[]): readonly TextFile[] {
  const [folder, ...rest] = files[0]?.name.split('/') ?? [];
  return folder !== undefined && rest.length > 0 && files.every(({ name }) => name.startsWith(`${folder}/`)) ? withoutFolder(files.map(({ name, text }) => ({ name: name.slice(folder.length + 1), text }))) : files;
}

function mainOf(texts: readonly TextFile[], leftOut: readonly string[]): Read {
  const templates = texts.filter(({ text }) => VERSION.test(text));
  const main = templates.find(({ name }) => !texts.some((other) => other.name !== name && other.text.includes(name))) ?? templates[0];
  if (!main) return { ok: false, message: 'None of these files is a template: one must have heat_template_version, HeatTemplateFormatVersion or AWSTemplateFormatVersion at its top level.' };
  return { ok: true, template: { name: main.name, text: main.text, files: Object.fromEntries(texts.filter((each) => each !== main).map(({ name, text }) => [name, text])), leftOut } };
}

/** In bytes, one file: others of a folder are no part of a template. */
const LARGEST_DROPPED = 1_000_000;
const MOST_DROPPED = 200;

/** Everything that was dropped; folders with what is in them, names as the template would write them. */
export async function droppedFiles(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...data.files];
  const files: File[] = [];
  const visit = async (entry: FileSystemEntry, path: string): Promise<void> => {
    if (files.length >= MOST_DROPPED || entry.name.startsWith('.')) return;
    if (isFile(entry)) {
      const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
      if (file.size <= LARGEST_DROPPED) files.push(new File([file], path + entry.name, { type: file.type }));
    } else if (isDirectory(entry)) {
      for (const inner of await membersOf(entry)) await visit(inner, `${path}${entry.name}/`);
    }
  };
  for (const entry of entries) {
    // The folder itself is not part of the names.
    if (isDirectory(entry)) for (const inner of await membersOf(entry)) await visit(inner, '');
    else await visit(entry, '');
  }
  return files;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** A reader gives its entries in portions. */
async function membersOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return all;
    all.push(...portion);
  }
}
