import { readConfig, type Config } from '../../apps/server/src/config.js';

/** How servers of tests and of the bench are set up, where nothing else is said: who may do what, and how much, has its own tests. */
export const openToAll = {
  AUTH: 'none',
  PORT: '0',
  REQUESTS_PER_MINUTE_MAX: '0',
  STRANGER_REQUESTS_PER_MINUTE_MAX: '0',
  SIGN_INS_PER_MINUTE_MAX: '0',
} as const;

/** What that comes to, on a folder or with more. */
export const testConfig = (env: Record<string, string> = {}): Config => readConfig({ ...openToAll, ...env });
