import { createHash } from 'node:crypto';
import { everyMission, roles, type Grant, type Role } from '#libs/access';
import { isSlug } from '#libs/domain';
import { isObject } from '#libs/strict-json';

/** What a token or an answer of a provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>>;

const grantsMax = 100;
const serverWide: readonly Role[] = ['admin', 'metrics', 'server'];
const digestPrefix = 'oidc-';

/**
 * The subject of somebody whom a provider knows: its own id for them, if that has the form of a subject. An e-mail address, or
 * whatever else does not, stands in no entry, but a digest of it.
 */
export function subjectOf(issuer: string, sub: string): string {
  if (/^[A-Za-z0-9._-]{1,64}$/.test(sub) && !sub.startsWith(digestPrefix)) return sub;
  return digestPrefix + createHash('sha256').update(`${issuer}\n${sub}`).digest('hex').slice(0, 32);
}

/** The claim of a name, or at a JSON Pointer; undefined if it is not there. */
export function claimIn(claims: Claims, name: string): unknown {
  if (!name.startsWith('/')) return Object.hasOwn(claims, name) ? claims[name] : undefined;
  const path = name
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return path.reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), claims);
}

/** The roles that a claim gives: `role` for every mission, `mission:role` for one. What is neither is another program's. */
export function grantsIn(claim: unknown): Grant[] {
  const values = typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim : [];
  return values.slice(0, grantsMax).flatMap(grantIn);
}

function grantIn(value: unknown): Grant[] {
  if (typeof value !== 'string') return [];
  const parts = value.split(':');
  const [mission = '', name] = parts.length === 1 ? [everyMission, value] : parts;
  const role = roles.find((one) => one === name);
  if (role === undefined || parts.length > 2) return [];
  if (mission !== everyMission && (serverWide.includes(role) || !isSlug(mission))) return [];
  return [{ role, mission }];
}
