import { ConfigInvalid } from './config-invalid.js';

/** Whether a server sends webhooks, and to where it may. */
export interface WebhookSettings {
  /** Of several servers that share a log one sends. */
  send: boolean;
  allowPrivate: boolean;
  allowHttp: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads WEBHOOKS, WEBHOOKS_PRIVATE and WEBHOOKS_HTTP. Throws ConfigInvalid. */
export const webhooksOf = (env: Env): WebhookSettings => ({
  send: flagIn(env, 'WEBHOOKS', true),
  allowPrivate: flagIn(env, 'WEBHOOKS_PRIVATE', false),
  allowHttp: flagIn(env, 'WEBHOOKS_HTTP', false),
});

function flagIn(env: Env, name: string, without: boolean): boolean {
  const text = env[name] ?? '';
  if (text === '') return without;
  if (text === 'true' || text === 'false') return text === 'true';
  throw new ConfigInvalid(`${name} must be "true" or "false", not "${text}".`);
}

/** Reads ALERTMANAGER_URL. Throws ConfigInvalid. */
export function alertmanagerOf(text = ''): string | undefined {
  if (text === '') return undefined;
  if (!/^https?:\/\/[^\s?#]+$/.test(text))
    throw new ConfigInvalid('ALERTMANAGER_URL must be an address, such as "http://alertmanager.example:9093".');
  return text.replace(/\/+$/, '');
}
