/** `npm run check:imports`: the import rules of ARCHITECTURE.md over every TypeScript file of the repository. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { importViolations } from './import-rules';

const sources = ['app', 'components', 'lib', 'e2e', 'bench'].flatMap((directory) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => path.posix.join(directory, file.split(path.sep).join('/')))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') })),
);
const violations = importViolations(sources);
for (const { file, imports, rule } of violations) console.error(`${file} imports ${imports}: ${rule}`);
console.log(`${sources.length} files, ${violations.length} violations of the import rules`);
process.exitCode = violations.length > 0 ? 1 : 0;
