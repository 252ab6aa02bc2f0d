import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { referencePages } from './support/reference-pages.js';

/** Writes the generated pages of docs/reference; a test fails where they are not what this writes. */
for (const [file, text] of Object.entries(await referencePages())) {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
