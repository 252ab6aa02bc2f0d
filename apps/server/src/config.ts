import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defaultLimits, type Limits } from './limits.js';
import { isLoopback } from './loopback.js';

/** How the server is set up: read once from the environment, checked, frozen. */
export abstract class Config {
  /** TCP port; 0 takes a free one. */
  abstract readonly port: number;
  /** Address to listen on. */
  abstract readonly host: string;
  /** How people are told apart: by tokens, or not at all. */
  abstract readonly auth: 'tokens' | 'none';
  /** The address under which people know the server, where that is another. */
  abstract readonly publicUrl?: string;
  /** Makes another admin token at this start, for when the former one is lost. */
  abstract readonly newAdminToken?: boolean;
  /** Whether it is kept who reads what. */
  abstract readonly accessLog: boolean;
  /** The directory of the names of people, outside the log. */
  abstract readonly peopleFile: string;
  /** Folder of the embedded store. */
  abstract readonly dataDir: string;
  /** Connection string of a KurrentDB or EventStoreDB cluster; undefined for the embedded store. It may hold a password. */
  abstract readonly cluster?: string;
  /** The embedded store served over EventStoreDB's protocol; undefined where it is not. */
  abstract readonly endpoint?: { port: number; append: boolean };
  /** Names the log in its checkpoints, until a key file says otherwise. */
  abstract readonly logHost: string;
  /** File of the key that signs checkpoints; made at first start where it stands in `dataDir`. Undefined where nothing is signed. */
  abstract readonly keyFile?: string;
  /** Goes on with an embedded log that falls short of what had been written in its folder. */
  abstract readonly acceptRollback?: boolean;
  /** Puts a new key in the place of the one that has signed the embedded log, and records that. */
  abstract readonly rotateKey?: boolean;
  /** Takes the clock as it is at this start, also where it has leapt forward. */
  abstract readonly acceptClock?: boolean;
  /** How much is taken on at once. */
  abstract readonly limits: Limits;
}

/** A setting that cannot be used; its message says what to write instead. */
export class ConfigInvalid extends Error {}

/**
 * Reads PORT, HOST, DATA_DIR, AUTH, EVENT_STORE, EVENTSTOREDB_PORT, EVENTSTOREDB_APPEND, LOG_HOST, CHECKPOINT_KEY_FILE,
 * ACCEPT_ROLLBACK, ACCEPT_CLOCK, ROTATE_KEY, PUBLIC_URL, ACCESS_LOG, PEOPLE_FILE and NEW_ADMIN_TOKEN. Throws ConfigInvalid, whose
 * message holds no part of a connection string.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const { PORT = '3000', HOST = '127.0.0.1', DATA_DIR = './data', AUTH = 'none', EVENT_STORE = 'embedded:' } = env;
  const { LOG_HOST = 'drawdown.local', PUBLIC_URL } = env;
  if (AUTH !== 'none' && AUTH !== 'tokens') throw new ConfigInvalid(`AUTH must be "tokens" or "none", not "${AUTH}".`);
  if (!isLoopback(HOST)) {
    throw new ConfigInvalid(
      AUTH === 'none'
        ? `HOST must be a loopback address (127.0.0.1, ::1, localhost) while AUTH is "none", not "${HOST}": anybody who reached it could give orders.`
        : `HOST must be a loopback address (127.0.0.1, ::1, localhost), not "${HOST}": tokens would travel unencrypted. Put a proxy with TLS before it, and its address into PUBLIC_URL.`,
    );
  }
  if (PUBLIC_URL !== undefined && !/^https?:\/\/[^/\s]+$/.test(PUBLIC_URL))
    throw new ConfigInvalid('PUBLIC_URL must be an address without a path, such as "https://drawdown.example".');
  if (DATA_DIR.trim() === '') throw new ConfigInvalid('DATA_DIR must name a folder.');
  if (!/^[^\s+]{1,200}$/.test(LOG_HOST))
    throw new ConfigInvalid('LOG_HOST must be a name without spaces and plus signs.');
  const cluster = clusterOf(EVENT_STORE);
  const endpoint = endpointOf(env);
  if (cluster !== undefined && endpoint)
    throw new ConfigInvalid(
      'EVENTSTOREDB_PORT serves the embedded store: leave it out where EVENT_STORE names a cluster.',
    );
  if (AUTH === 'tokens' && endpoint)
    throw new ConfigInvalid(
      'EVENTSTOREDB_PORT must be left out while AUTH is "tokens": that protocol asks nobody who they are, and would give everybody the log and the tokens.',
    );
  for (const name of ['ACCEPT_ROLLBACK', 'ROTATE_KEY'])
    if (cluster !== undefined && env[name] === 'true')
      throw new ConfigInvalid(`${name} is for the embedded store: leave it out where EVENT_STORE names a cluster.`);
  return Object.freeze({
    port: portOf('PORT', PORT),
    host: HOST,
    auth: AUTH,
    ...(PUBLIC_URL !== undefined && { publicUrl: PUBLIC_URL }),
    ...(env.NEW_ADMIN_TOKEN === 'true' && { newAdminToken: true }),
    accessLog: accessLogOf(env.ACCESS_LOG, AUTH),
    peopleFile: env.PEOPLE_FILE || join(DATA_DIR, 'people.json'),
    dataDir: DATA_DIR,
    logHost: LOG_HOST,
    limits: limitsOf(env),
    ...keyFileOf(env.CHECKPOINT_KEY_FILE, DATA_DIR, cluster),
    ...(cluster !== undefined && { cluster }),
    ...(endpoint && { endpoint }),
    ...(env.ACCEPT_ROLLBACK === 'true' && { acceptRollback: true }),
    ...(env.ACCEPT_CLOCK === 'true' && { acceptClock: true }),
    ...(env.ROTATE_KEY === 'true' && { rotateKey: true }),
  });
}

/** Where nobody is told from another, a line would say of nobody who read. */
function accessLogOf(text = '', auth: Config['auth']): boolean {
  if (text === '') return auth !== 'none';
  if (text === 'true' || text === 'false') return text === 'true';
  throw new ConfigInvalid(`ACCESS_LOG must be "true" or "false", not "${text}".`);
}

/** Servers of a cluster share one key, so none of them makes one: without a file nothing is signed. */
function keyFileOf(named: string | undefined, dataDir: string, cluster: string | undefined): { keyFile?: string } {
  if (named === undefined || named === '')
    return cluster === undefined ? { keyFile: join(dataDir, 'checkpoint.key') } : {};
  if (!existsSync(named))
    throw new ConfigInvalid(
      `CHECKPOINT_KEY_FILE names ${named}, which does not exist. Make it once with "drawdown make-key ${named}", and give each server the same.`,
    );
  return { keyFile: named };
}

/** Which setting each limit has. */
const limitSettings: Readonly<Record<keyof Limits, string>> = {
  streams: 'STREAMS_MAX',
  filters: 'STREAM_FILTERS_MAX',
  feeds: 'STREAM_CHOICES_MAX',
  questions: 'QUESTIONS_MAX',
  waiting: 'QUESTIONS_WAITING_MAX',
};

function limitsOf(env: Readonly<Record<string, string | undefined>>): Limits {
  const limits = { ...defaultLimits };
  for (const limit of Object.keys(limits) as (keyof Limits)[]) {
    const name = limitSettings[limit];
    const text = env[name] ?? '';
    if (text === '') continue;
    if (!/^[1-9]\d{0,6}$/.test(text))
      throw new ConfigInvalid(`${name} must be a number from 1 to 9999999, not "${text}".`);
    limits[limit] = Number(text);
  }
  return limits;
}

function portOf(name: string, text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new ConfigInvalid(`${name} must be a number from 0 to 65535, not "${text}".`);
}

function clusterOf(text: string): string | undefined {
  if (text === 'embedded:') return undefined;
  // One protocol has had four names; the client knows the oldest.
  if (/^(esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\/\S+$/.test(text)) return text.replace(/^[a-z]+/, 'esdb');
  throw new ConfigInvalid(
    'EVENT_STORE must be "embedded:", or a connection string such as "esdb://user:password@a:2113,b:2113,c:2113?tls=true" (kurrentdb://, kurrent:// and kdb:// are the same, each also with +discover).',
  );
}

function endpointOf({
  EVENTSTOREDB_PORT: port = '',
  EVENTSTOREDB_APPEND: append = 'false',
}: Readonly<Record<string, string | undefined>>) {
  if (append !== 'true' && append !== 'false')
    throw new ConfigInvalid('EVENTSTOREDB_APPEND must be "true" or "false".');
  if (port !== '') return { port: portOf('EVENTSTOREDB_PORT', port), append: append === 'true' };
  if (append === 'true') throw new ConfigInvalid('EVENTSTOREDB_APPEND needs EVENTSTOREDB_PORT.');
  return undefined;
}
