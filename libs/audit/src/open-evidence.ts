import { open, stat } from 'node:fs/promises';
import { NoEvidence, type Evidence } from './evidence.js';
import { openLive } from './sources/live.js';
import { openNdjson } from './sources/ndjson.js';
import { openFolder, openZip } from './sources/package.js';

const zipMagic = 'PK';

/**
 * Opens what an auditor has: the address of a log (`http://.../log/minusma`), a package as zip or folder, or, with its `checkpoints`,
 * an export as NDJSON. A `token` is brought to a server. Throws NoEvidence if it is none of them, LogUnreachable if a server does not answer.
 */
export async function openEvidence(source: string, checkpoints?: string, token?: string): Promise<Evidence> {
  if (/^https?:\/\//.test(source)) return openLive(source, token);
  const kind = await kindOf(source);
  if (kind === undefined) throw new NoEvidence(`${source} is not there`);
  if (kind === 'folder') return openFolder(source);
  if (kind === 'zip') return openZip(source);
  if (checkpoints === undefined)
    throw new NoEvidence(`${source} is no package; an export as NDJSON needs the checkpoint that it is of`);
  return openNdjson(source, checkpoints);
}

/** What kind of thing is there; undefined if nothing is. */
export async function kindOf(path: string): Promise<'folder' | 'zip' | 'file' | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return undefined;
  if (found.isDirectory()) return 'folder';
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(zipMagic.length), 0, zipMagic.length, 0);
    return buffer.toString('latin1') === zipMagic ? 'zip' : 'file';
  } finally {
    await file.close();
  }
}
