import { readFileSync } from 'node:fs';
import { ConfigInvalid } from '../config-invalid.js';
import { isLoopbackName } from '../loopback.js';

/** The identity provider that people sign in with, and what its tokens must say. */
export interface OidcSettings {
  /** Its address, as its tokens have it. */
  issuer: string;
  clientId: string;
  /** File of the secret of the client; undefined for a client that has none. */
  clientSecretFile?: string;
  /** What stands in `aud` of the access tokens that programs bring. */
  audience: string;
  /** The claim that holds roles: its name, or a JSON Pointer to it. */
  rolesClaim: string;
  /** What is asked for when somebody signs in. */
  scopes: string;
  /** How strongly the provider must have asked who somebody is: any of these in `acr`. Undefined if it is the provider's business. */
  acr?: readonly string[];
}

const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_AUDIENCE'] as const;

/** Reads OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET_FILE, OIDC_AUDIENCE, OIDC_ROLES_CLAIM, OIDC_SCOPES and OIDC_ACR. Throws ConfigInvalid. */
export function oidcOf(env: Readonly<Record<string, string | undefined>>): OidcSettings {
  for (const name of names)
    if ((env[name] ?? '').trim() === '') throw new ConfigInvalid(`AUTH "oidc" needs ${names.join(', ')}: set ${name}.`);
  const { OIDC_ISSUER: issuer = '', OIDC_CLIENT_ID: clientId = '', OIDC_AUDIENCE: audience = '' } = env;
  if (!isSafe(issuer))
    throw new ConfigInvalid('OIDC_ISSUER must be an address with https://, such as "https://login.example".');
  const clientSecretFile = env.OIDC_CLIENT_SECRET_FILE || undefined;
  if (clientSecretFile !== undefined) secretIn(clientSecretFile);
  const scopes = env.OIDC_SCOPES || 'openid';
  if (!scopes.split(' ').includes('openid')) throw new ConfigInvalid('OIDC_SCOPES must hold "openid".');
  const acr = (env.OIDC_ACR ?? '').split(' ').filter((one) => one !== '');
  return {
    issuer,
    clientId,
    audience,
    rolesClaim: env.OIDC_ROLES_CLAIM || 'roles',
    scopes,
    ...(acr.length > 0 && { acr }),
    ...(clientSecretFile !== undefined && { clientSecretFile }),
  };
}

/** Whether a provider says that it has asked as strongly as is wanted. */
export const isStrongEnough = ({ acr }: OidcSettings, said: unknown): boolean =>
  acr === undefined || acr.some((one) => one === said);

/** The secret in a file. Throws ConfigInvalid if it cannot be read. */
export function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new ConfigInvalid(`OIDC_CLIENT_SECRET_FILE names ${file}, which cannot be read.`);
  }
}

/** Whether what is sent to an address is read by nobody else. */
export function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackName(hostname));
}
