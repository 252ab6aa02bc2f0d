import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../replace-file.js';

/** The file of the key that the secrets of endpoints are derived from. */
const keyFileIn = (dataDir: string): string => join(dataDir, 'webhooks.key');

/** The key in a folder; made if there is none, for its owner alone. */
export function masterKeyIn(dataDir: string): Buffer {
  const file = keyFileIn(dataDir);
  if (!existsSync(file)) replaceFile(file, `${randomBytes(32).toString('base64')}\n`);
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
}

/** The name by which this server says that it sends; made where there is none, and kept, so that it goes on at once after a crash. */
export function senderIn(dataDir: string): string {
  const file = join(dataDir, 'webhooks.sender');
  if (!existsSync(file)) replaceFile(file, `${randomUUID()}\n`);
  return readFileSync(file, 'utf8').trim();
}
