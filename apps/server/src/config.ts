import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { ConfigInvalid } from './config-invalid.js';
import { clusterIn } from './event-store-setting.js';
import { defaultLimits, type Limits } from './limits.js';
import { isLoopback } from './loopback.js';
import { oidcOf, type OidcSettings } from './oidc/settings.js';
import { alertmanagerOf, webhooksOf, type WebhookSettings } from './webhook-settings.js';

/** How the server is set up: read once from the environment, checked, frozen. */
export abstract class Config {
  /** TCP port; 0 takes a free one. */
  abstract readonly port: number;
  /** Address to listen on. */
  abstract readonly host: string;
  /** How people are told apart: by tokens, by those of an identity provider besides, or not at all. */
  abstract readonly auth: 'tokens' | 'oidc' | 'none';
  /** The identity provider, if people sign in with one. */
  abstract readonly oidc?: OidcSettings;
  /** The address under which people know the server, if that is another. */
  abstract readonly publicUrl?: string;
  /** Files of the certificate and its key; undefined if the server speaks plain HTTP. */
  abstract readonly tls?: TlsNames;
  /** Addresses and networks of proxies whose word for where a request came from is taken. */
  abstract readonly trustProxy?: readonly string[];
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
  /** The embedded store served over EventStoreDB's protocol; undefined if it is not. */
  abstract readonly endpoint?: { port: number; append: boolean };
  /** Names the log in its checkpoints, until a key file says otherwise. */
  abstract readonly logHost: string;
  /** File of the key that signs checkpoints; made at first start if it stands in `dataDir`. Undefined if nothing is signed. */
  abstract readonly keyFile?: string;
  /** Whether browsers are told that every name below this server's is reached encrypted alone too. */
  abstract readonly hstsSubdomains?: boolean;
  /** Goes on with an embedded log that falls short of what had been written in its folder. */
  abstract readonly acceptRollback?: boolean;
  /** Puts a new key in the place of the one that has signed the embedded log, and records that. */
  abstract readonly rotateKey?: boolean;
  /** Takes the clock as it is at this start, also if it has leapt forward. */
  abstract readonly acceptClock?: boolean;
  /** Whether this server sends webhooks, and to where it may. */
  abstract readonly webhooks: WebhookSettings;
  /** Where alerts are pushed to; undefined if they are not. */
  abstract readonly alertmanagerUrl?: string;
  /** From which level on is logged. */
  abstract readonly logLevel: LogLevel;
  /** How much is taken on at once. */
  abstract readonly limits: Limits;
}

export { ConfigInvalid } from './config-invalid.js';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

/** The files of a certificate and its key. */
export interface TlsNames {
  certFile: string;
  keyFile: string;
}

/** Whether people reach a server encrypted, by its certificate or a proxy's. */
export const isEncrypted = ({ publicUrl, tls }: Pick<Config, 'publicUrl' | 'tls'>): boolean =>
  tls !== undefined || (publicUrl?.startsWith('https://') ?? false);

/**
 * Reads PORT, HOST, DATA_DIR, AUTH, EVENT_STORE, EVENT_STORE_FILE, EVENTSTOREDB_PORT, EVENTSTOREDB_APPEND, LOG_HOST, CHECKPOINT_KEY_FILE,
 * ACCEPT_ROLLBACK, ACCEPT_CLOCK, ROTATE_KEY, PUBLIC_URL, ACCESS_LOG, PEOPLE_FILE, TLS_CERT_FILE, TLS_KEY_FILE, TRUST_PROXY,
 * LOG_LEVEL, NEW_ADMIN_TOKEN, HSTS_SUBDOMAINS, WEBHOOKS, WEBHOOKS_PRIVATE, WEBHOOKS_HTTP, ALERTMANAGER_URL and those of OIDC. Throws ConfigInvalid, whose
 * message holds no part of a connection string.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const { PORT = '3000', HOST = '127.0.0.1', DATA_DIR = './data', AUTH = 'tokens' } = env;
  const { LOG_HOST = 'drawdown.local', PUBLIC_URL } = env;
  if (AUTH !== 'none' && AUTH !== 'tokens' && AUTH !== 'oidc')
    throw new ConfigInvalid(`AUTH must be "tokens", "oidc" or "none", not "${AUTH}".`);
  const tls = tlsOf(env);
  const trustProxy = trustProxyOf(env.TRUST_PROXY);
  if (!isLoopback(HOST)) checkReachable({ HOST, AUTH, PUBLIC_URL, isSafe: Boolean(tls ?? trustProxy) });
  if (PUBLIC_URL !== undefined && !/^https?:\/\/[^/\s]+$/.test(PUBLIC_URL))
    throw new ConfigInvalid('PUBLIC_URL must be an address without a path, such as "https://drawdown.example".');
  if (DATA_DIR.trim() === '') throw new ConfigInvalid('DATA_DIR must name a folder.');
  if (!/^[^\s+]{1,200}$/.test(LOG_HOST))
    throw new ConfigInvalid('LOG_HOST must be a name without spaces and plus signs.');
  const alertmanagerUrl = alertmanagerOf(env.ALERTMANAGER_URL);
  const cluster = clusterIn(env);
  const endpoint = endpointOf(env);
  if (cluster !== undefined && endpoint)
    throw new ConfigInvalid(
      'EVENTSTOREDB_PORT serves the embedded store: leave it out where EVENT_STORE names a cluster.',
    );
  for (const name of ['ACCEPT_ROLLBACK', 'ROTATE_KEY'])
    if (cluster !== undefined && env[name] === 'true')
      throw new ConfigInvalid(`${name} is for the embedded store: leave it out where EVENT_STORE names a cluster.`);
  return Object.freeze({
    port: portOf('PORT', PORT),
    host: HOST,
    auth: AUTH,
    ...(AUTH === 'oidc' && { oidc: oidcOf(env) }),
    ...(PUBLIC_URL !== undefined && { publicUrl: PUBLIC_URL }),
    ...(tls && { tls }),
    ...(trustProxy && { trustProxy }),
    ...(env.NEW_ADMIN_TOKEN === 'true' && { newAdminToken: true }),
    ...(env.HSTS_SUBDOMAINS === 'true' && { hstsSubdomains: true }),
    accessLog: accessLogOf(env.ACCESS_LOG, AUTH),
    peopleFile: env.PEOPLE_FILE || join(DATA_DIR, 'people.json'),
    dataDir: DATA_DIR,
    logHost: LOG_HOST,
    logLevel: logLevelOf(env.LOG_LEVEL),
    limits: limitsOf(env),
    webhooks: webhooksOf(env),
    ...(alertmanagerUrl !== undefined && { alertmanagerUrl }),
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

/** Throws ConfigInvalid for an address that others reach, unless they sign in and what they send is encrypted. */
function checkReachable(given: { HOST: string; AUTH: string; PUBLIC_URL: string | undefined; isSafe: boolean }): void {
  const { HOST, AUTH, PUBLIC_URL, isSafe } = given;
  if (AUTH === 'none')
    throw new ConfigInvalid(
      `HOST must be a loopback address (127.0.0.1, ::1, localhost) while AUTH is "none", not "${HOST}": anybody who reached it could give orders.`,
    );
  if (!isSafe)
    throw new ConfigInvalid(
      `HOST must be a loopback address (127.0.0.1, ::1, localhost), not "${HOST}": tokens would travel unencrypted. Name a certificate with TLS_CERT_FILE and TLS_KEY_FILE, or the proxy with TLS that stands before it with TRUST_PROXY.`,
    );
  if (PUBLIC_URL === undefined)
    throw new ConfigInvalid(
      `PUBLIC_URL must say under which address people reach HOST "${HOST}", such as "https://drawdown.example".`,
    );
}

function logLevelOf(text = 'warn'): LogLevel {
  const level = logLevels.find((one) => one === text);
  if (level === undefined) throw new ConfigInvalid(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${text}".`);
  return level;
}

function tlsOf(env: Readonly<Record<string, string | undefined>>): TlsNames | undefined {
  const { TLS_CERT_FILE: certFile = '', TLS_KEY_FILE: keyFile = '' } = env;
  if (certFile === '' && keyFile === '') return undefined;
  if (certFile === '' || keyFile === '')
    throw new ConfigInvalid('TLS_CERT_FILE and TLS_KEY_FILE go together: one names the certificate, one its key.');
  return { certFile, keyFile };
}

function trustProxyOf(text = ''): string[] | undefined {
  if (text === '') return undefined;
  const proxies = text.split(',').map((one) => one.trim());
  for (const proxy of proxies) {
    const [address = '', width, ...more] = proxy.split('/');
    const bits = isIP(address) === 6 ? 128 : 32;
    const isRight =
      isIP(address) !== 0 &&
      more.length === 0 &&
      (width === undefined || (/^\d{1,3}$/.test(width) && Number(width) <= bits));
    if (!isRight)
      throw new ConfigInvalid(
        `TRUST_PROXY must be addresses or networks, separated by commas, such as "10.0.0.7" or "10.0.0.0/24", not "${proxy}".`,
      );
  }
  return proxies;
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
  atHand: 'MISSIONS_AT_HAND_MAX',
  questions: 'QUESTIONS_MAX',
  questionsEach: 'QUESTIONS_EACH_MAX',
  waiting: 'QUESTIONS_WAITING_MAX',
  requests: 'REQUESTS_PER_MINUTE_MAX',
  strangers: 'STRANGER_REQUESTS_PER_MINUTE_MAX',
  signIns: 'SIGN_INS_PER_MINUTE_MAX',
};

/** Limits that may be lifted. */
const rates: readonly (keyof Limits)[] = ['requests', 'strangers', 'signIns'];

function limitsOf(env: Readonly<Record<string, string | undefined>>): Limits {
  const limits = { ...defaultLimits };
  for (const limit of Object.keys(limits) as (keyof Limits)[]) {
    const name = limitSettings[limit];
    const text = env[name] ?? '';
    if (text === '') continue;
    const least = rates.includes(limit) ? 0 : 1;
    if (!/^(0|[1-9]\d{0,6})$/.test(text) || Number(text) < least)
      throw new ConfigInvalid(`${name} must be a number from ${least} to 9999999, not "${text}".`);
    limits[limit] = Number(text);
  }
  return limits;
}

function portOf(name: string, text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new ConfigInvalid(`${name} must be a number from 0 to 65535, not "${text}".`);
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
