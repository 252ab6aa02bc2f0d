import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Names the code that folds (SHA-256, hexadecimal): what another version has folded is folded anew. The time zones that it
 * counts days in are Node's own.
 */
export function codeVersion(): string {
  const hash = createHash('sha256').update(process.version);
  for (const lib of ['persistent', 'domain', 'timeline']) {
    const folder = dirname(fileURLToPath(import.meta.resolve(`#libs/${lib}`)));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[jt]s$/.test(name));
    for (const file of files.toSorted()) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex');
}
