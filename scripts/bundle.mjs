/**
 * TypeScript that runs on Node outside Next (supervisor, worker, tools): bundled by esbuild in well under a second, with npm packages left
 * outside the bundle. Needs installed packages; `scripts/install.mjs` sees to that.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * @param {Record<string, string>} entries name of the output (without .mjs) -> TypeScript file
 * @param {string} [directory] where the outputs go
 * @returns {Promise<Record<string, string>>} name -> absolute path of its output
 */
export async function bundle(entries, directory = 'dist') {
  const { build, stop } = await import('esbuild');
  await build({
    entryPoints: entries,
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    packages: 'external',
    // A file of ours that is missing is an error here, not a package to be looked for at run time.
    alias: { '@': process.cwd() },
    sourcemap: 'linked',
    logLevel: 'warning',
    // Data files beside the code travel inside the bundle.
    loader: { '.sh': 'text', '.sql': 'text' },
  });
  // Its service process would otherwise live as long as what runs next.
  await stop();
  return Object.fromEntries(Object.keys(entries).map((name) => [name, path.resolve(directory, `${name}.mjs`)]));
}

/** `node scripts/bundle.mjs <file.ts> [arguments]` bundles one file and runs it in this process. */
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = process.argv[2];
  if (!file) throw new Error('Usage: node scripts/bundle.mjs <file.ts> [arguments]');
  const name = path.basename(file).replace(/\.ts$/, '');
  const { [name]: output } = await bundle({ [name]: file }, 'dist/tools');
  process.argv.splice(1, 2, output);
  await import(pathToFileURL(output).href);
}
