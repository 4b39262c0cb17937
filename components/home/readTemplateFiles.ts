export interface ImportedTemplate {
  name: string;
  text: string;
  /** The other files by name, as `get_file` and nested templates find them. */
  files: Record<string, string>;
}

/** In bytes, all files together: what one request may carry, with room for the rest of it. */
const LARGEST = 3_500_000;
const VERSION = /^\s*["']?(heat_template_version|HeatTemplateFormatVersion|AWSTemplateFormatVersion)["']?\s*:|"(heat_template_version|AWSTemplateFormatVersion)"\s*:/m;

/** Reads dropped files: the one that is a template, or the first that no other mentions, is opened; the others come along. */
export async function readTemplateFiles(files: readonly File[]): Promise<{ ok: true; template: ImportedTemplate } | { ok: false; message: string }> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > LARGEST) return { ok: false, message: `The files are ${(size / 1e6).toFixed(1)} MB together; at most ${LARGEST / 1e6} MB can be opened at once.` };
  const texts = await Promise.all(files.map(async (file) => ({ name: file.webkitRelativePath || file.name, text: await file.text() })));
  const templates = texts.filter(({ text }) => VERSION.test(text));
  const main = templates.find(({ name }) => !texts.some((other) => other.name !== name && other.text.includes(name))) ?? templates[0];
  if (!main) return { ok: false, message: 'None of these files is a template: one must have heat_template_version, HeatTemplateFormatVersion or AWSTemplateFormatVersion at its top level.' };
  return { ok: true, template: { name: main.name, text: main.text, files: Object.fromEntries(texts.filter((each) => each !== main).map(({ name, text }) => [name, text])) } };
}
