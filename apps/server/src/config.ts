/** How the server is set up: read once from the environment, checked, frozen. */
export interface Config {
  /** TCP port; 0 takes a free one. */
  port: number;
  /** Address to listen on. */
  host: string;
  /** Folder of the embedded store. */
  dataDir: string;
}

/** A setting that cannot be used; its message says what to write instead. */
export class ConfigInvalid extends Error {}

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/** Reads PORT, HOST, DATA_DIR, AUTH and EVENT_STORE. Throws ConfigInvalid. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const { PORT = '3000', HOST = '127.0.0.1', DATA_DIR = './data', AUTH = 'none', EVENT_STORE = 'embedded:' } = env;
  if (!/^\d{1,5}$/.test(PORT) || Number(PORT) > 65_535)
    throw new ConfigInvalid(`PORT must be a number from 0 to 65535, not "${PORT}".`);
  if (AUTH !== 'none')
    throw new ConfigInvalid(
      `AUTH must be "none", not "${AUTH}": other ways of signing in are not part of this version.`,
    );
  if (!loopback.has(HOST)) {
    throw new ConfigInvalid(
      `HOST must be a loopback address (127.0.0.1, ::1, localhost) while AUTH is "none", not "${HOST}": anybody who reached it could give orders.`,
    );
  }
  if (EVENT_STORE !== 'embedded:')
    throw new ConfigInvalid('EVENT_STORE must be "embedded:": other stores are not part of this version.');
  if (DATA_DIR.trim() === '') throw new ConfigInvalid('DATA_DIR must name a folder.');
  return Object.freeze({ port: Number(PORT), host: HOST, dataDir: DATA_DIR });
}
