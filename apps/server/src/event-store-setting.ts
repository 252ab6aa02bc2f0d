import { readFileSync } from 'node:fs';
import { ConfigInvalid } from './config-invalid.js';

/**
 * The connection string of the cluster that holds the log, of EVENT_STORE or of the file that EVENT_STORE_FILE names; undefined for the
 * embedded store. Throws ConfigInvalid, whose message holds no part of it: there is a password in it.
 */
export function clusterIn(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { EVENT_STORE = '', EVENT_STORE_FILE: file = '' } = env;
  if (EVENT_STORE !== '' && file !== '')
    throw new ConfigInvalid('EVENT_STORE and EVENT_STORE_FILE say the same: leave one of them out.');
  const text = file === '' ? EVENT_STORE : textIn(file);
  if (text === 'embedded:' || (text === '' && file === '')) return undefined;
  // One protocol has had four names; the client knows the oldest.
  if (/^(esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\/\S+$/.test(text)) return text.replace(/^[a-z]+/, 'esdb');
  throw new ConfigInvalid(
    `${file === '' ? 'EVENT_STORE' : 'What EVENT_STORE_FILE names'} must be "embedded:", or a connection string such as "esdb://user:password@a:2113,b:2113,c:2113?tls=true" (kurrentdb://, kurrent:// and kdb:// are the same, each also with +discover).`,
  );
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new ConfigInvalid(`EVENT_STORE_FILE names ${file}, which cannot be read.`);
  }
}
